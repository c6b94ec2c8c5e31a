package dev.lonekey.ingest.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * For how long no message came. An instance that gets none may have others that get them all, so each tells its own: the queue
 * is as silent as the least silent of them. Counted from the start until the first message comes.
 */
final class QueueSilence {

    private static final String NAME = "lonekey.ingest.queue.silence.seconds";

    private final Clock clock;
    private final Instant begin;
    private final Optional<Duration> silentAfter;
    private volatile Optional<Instant> last = Optional.empty();

    /** @param silentAfter so much silence is news */
    QueueSilence(Optional<Duration> silentAfter, MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.begin = clock.instant();
        this.silentAfter = silentAfter;
        Gauge.builder(NAME, this, silence -> silence.length().toSeconds())
                .description("since the last message of the queue, or since the start")
                .strongReference(true)
                .register(registry);
        silentAfter.ifPresent(
                length -> Gauge.builder("lonekey.ingest.queue.silent.after.seconds", length, Duration::toSeconds)
                        .description("so much silence of the queue is news")
                        .strongReference(true)
                        .register(registry));
    }

    /** A message came. */
    void end() {
        last = Optional.of(clock.instant());
    }

    private Duration length() {
        return Duration.between(last.orElse(begin), clock.instant());
    }

    /** When the last message came, in words; and what it means if that is long ago. */
    String words() {
        var heard = last.map(at -> "the last message came at " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElseGet(() -> "no message came since the start at " + begin.truncatedTo(ChronoUnit.SECONDS));
        return "receives events; " + heard
                + (isLong()
                        ? "; that is longer than \"silent-after\" under \"queue\": "
                                + "look at the rule that sends events here, at the trails, and whether something else reads the queue"
                        : "");
    }

    private boolean isLong() {
        return silentAfter.filter(length -> length().compareTo(length) > 0).isPresent();
    }
}
