package dev.lonekey.detector.stream;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the clock here is ahead of the brokers', in seconds, below 0 if it is behind: by the time at which a broker says that it
 * appended what the detector wrote last. The answer takes a moment to come, which counts as being ahead. It is shown from the first
 * answer on, and said once an hour while it is more than a minute.
 */
final class ClockDifference {

    private static final Logger LOG = LoggerFactory.getLogger(ClockDifference.class);
    private static final Duration TOLERATED = Duration.ofMinutes(1);
    private static final Duration QUIET = Duration.ofHours(1);
    private static final String METER = "lonekey.detector.clock.difference.seconds";

    /** Only of these it is sure that brokers stamp them: a service demands it before it starts. */
    private final Set<String> stamped;

    private final InstantSource clock;
    private final MeterRegistry meters;
    private final AtomicBoolean shown = new AtomicBoolean();
    private Optional<Instant> said = Optional.empty();
    private volatile Duration ahead = Duration.ZERO;

    /** @param clock that decides what is from the future, and when something was detected */
    ClockDifference(Topics topics, InstantSource clock, MeterRegistry meters) {
        stamped = Stream.of(Topic.values()).map(topics::name).collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
        this.meters = meters;
    }

    /** A broker has just told that it appended something to a topic at that time by its clock. */
    void appended(String topic, Instant at) {
        if (stamped.contains(topic)) {
            var now = clock.instant();
            ahead = Duration.between(at, now);
            if (shown.compareAndSet(false, true)) {
                show();
            }
            tell(now);
        }
    }

    private void show() {
        Gauge.builder(METER, this, measured -> measured.ahead.toMillis() / 1_000.0)
                .description("how far this clock is ahead of the brokers'; below 0: behind")
                .register(meters);
    }

    private synchronized void tell(Instant now) {
        var difference = ahead;
        if (difference.abs().compareTo(TOLERATED) <= 0) {
            said = Optional.empty();
        } else if (said.filter(last -> last.plus(QUIET).isAfter(now)).isEmpty()) {
            said = Optional.of(now);
            LOG.warn(
                    "the clock of this machine is {} seconds {} that of the brokers; set both right, with NTP: {}",
                    difference.abs().toSeconds(),
                    difference.isNegative() ? "behind" : "ahead of",
                    difference.isNegative()
                            ? "from an hour on, new events are refused as future-time, and wait among the dead letters"
                            : "violations seem to be found late, and from alert.max-age on nobody is alerted");
        }
    }
}
