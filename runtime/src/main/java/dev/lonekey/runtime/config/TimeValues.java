package dev.lonekey.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How times are written: durations as a number with its unit, moments as a date or an ISO-8601 instant. */
final class TimeValues extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,8})([dhms])");

    private static final Map<String, ChronoUnit> UNITS =
            Map.of("d", ChronoUnit.DAYS, "h", ChronoUnit.HOURS, "m", ChronoUnit.MINUTES, "s", ChronoUnit.SECONDS);

    TimeValues() {
        addDeserializer(Duration.class, new Reading<>(Duration.class, TimeValues::duration));
        addDeserializer(Instant.class, new Reading<>(Instant.class, TimeValues::moment));
    }

    private static Duration duration(String text) {
        var written = DURATION.matcher(text);
        if (!written.matches()) {
            throw new DateTimeException("no duration");
        }
        return Duration.of(Long.parseLong(written.group(1)), UNITS.get(written.group(2)));
    }

    /** A date ends with its day, in UTC. */
    private static Instant moment(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static final class Reading<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> read;

        Reading(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = parser.getText().strip();
            try {
                return text.isEmpty() ? null : read.apply(text);
            } catch (DateTimeException noTime) {
                throw context.weirdStringException(text, handledType(), noTime.getMessage());
            }
        }
    }
}
