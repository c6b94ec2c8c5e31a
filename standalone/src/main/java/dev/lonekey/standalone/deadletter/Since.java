package dev.lonekey.standalone.deadletter;

import dev.lonekey.runtime.failure.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/** The {@code --since} of a user: a day, a moment, or how long ago. */
final class Since {

    private static final Pattern AGO = Pattern.compile("([1-9]\\d{0,5})([dhms])");

    private static final Map<String, ChronoUnit> UNITS =
            Map.of("d", ChronoUnit.DAYS, "h", ChronoUnit.HOURS, "m", ChronoUnit.MINUTES, "s", ChronoUnit.SECONDS);

    private Since() {}

    /**
     * The moment that is meant; of a day its beginning in UTC.
     *
     * @throws Failure if it is none, or has yet to come
     */
    static Instant parse(String written, Instant now) {
        var moment = moment(written, now);
        if (moment.isAfter(now)) {
            throw new Failure("--since " + written + " has yet to come; give an earlier time");
        }
        return moment;
    }

    private static Instant moment(String written, Instant now) {
        var ago = AGO.matcher(written);
        if (ago.matches()) {
            return now.minus(Duration.of(Long.parseLong(ago.group(1)), UNITS.get(ago.group(2))));
        }
        try {
            return written.contains("T")
                    ? Instant.parse(written)
                    : LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException notATime) {
            throw new Failure(
                    "--since " + written
                            + " is no time; give a day such as 2026-10-01, a moment such as 2026-10-01T08:00:00Z, or how long ago, such as 36h or 7d",
                    notATime);
        }
    }
}
