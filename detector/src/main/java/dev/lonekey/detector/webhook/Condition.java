package dev.lonekey.detector.webhook;

import dev.lonekey.runtime.health.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a webhook is, for health and the log. It is never DOWN: the detector does its work without it, and would not do it any
 * better if something took it out of service.
 */
final class Condition {

    private static final Logger LOG = LoggerFactory.getLogger(Condition.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(30);

    private final String name;
    private final String where;
    private final Clock clock;
    private volatile Optional<Problem> problem = Optional.empty();
    private volatile Optional<String> skipped = Optional.empty();
    private Instant toldAt = Instant.EPOCH;

    private record Problem(String what, boolean ofKafka, Instant since) {}

    /** @param where without anything that may be secret */
    Condition(String name, String where, Clock clock) {
        this.name = name;
        this.where = where;
        this.clock = clock;
    }

    Health health() {
        var state = problem.map(it -> it.what() + "; since " + it.since() + ", tried again; nothing is lost meanwhile")
                .orElse("takes what is posted to " + where);
        return Health.up(
                skipped.map(event -> state + "; refused at last: " + event).orElse(state));
    }

    boolean isFailing() {
        return problem.isPresent();
    }

    /** The receiver does not take what is posted. */
    void receiverFails(String what) {
        fails(where + " " + what, false);
    }

    /** Nothing can be read. */
    void kafkaFails(String what) {
        fails(what, true);
    }

    /** Said once, when it is something else, and now and then. */
    private void fails(String what, boolean ofKafka) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var since = problem.map(Problem::since).orElse(now);
        var isNew = problem.filter(it -> it.what().equals(what)).isEmpty();
        problem = Optional.of(new Problem(what, ofKafka, since));
        if (isNew || toldAt.plus(BETWEEN_LINES).isBefore(now)) {
            toldAt = now;
            LOG.warn("webhook {}: {}; tried again", name, what);
        }
    }

    /** The receiver has taken an event. */
    void receiverWorks() {
        recovers(problem);
    }

    /** Kafka lets it read. */
    void kafkaWorks() {
        recovers(problem.filter(Problem::ofKafka));
    }

    private void recovers(Optional<Problem> from) {
        from.ifPresent(it -> {
            LOG.info("webhook {}: works again, did not since {}", name, it.since());
            problem = Optional.empty();
        });
    }

    /** An event will not be tried again. */
    void skips(String eventId, String why) {
        problem = Optional.empty();
        skipped = Optional.of(eventId + " at " + clock.instant().truncatedTo(ChronoUnit.SECONDS));
        LOG.error("webhook {}: event {} is not told, {} {}", name, eventId, where, why);
    }

    /** A record is none of ours. */
    void cannotRead(int partition, long offset) {
        LOG.warn("webhook {}: partition {}, offset {} is no violation event and is left out", name, partition, offset);
    }
}
