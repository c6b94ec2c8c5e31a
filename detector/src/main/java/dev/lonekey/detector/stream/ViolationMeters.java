package dev.lonekey.detector.stream;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Change;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.account.Verdict;
import dev.lonekey.detector.rule.Rules;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Counts what is published of violations, and how long they take. Every event is counted once under
 * {@code lonekey.violations.events}, as what it does to the number of open violations: {@code opened} and {@code reopened}
 * add one, {@code resolved} and {@code retracted} take one away; {@code updated}, and {@code corrected} (what had ended before
 * ended otherwise), leave it. So of each rule opened + reopened − resolved − retracted violations are open, counted since the
 * state began; the severity is that of the event, and one that changed meanwhile was opened under another.
 *
 * <p>Counted when it is decided, which is before Kafka has committed it: what a failed transaction makes the stream do again
 * counts again. A restart begins at 0.
 */
final class ViolationMeters {

    /** What an event does to the number of open violations. */
    private enum Step {
        OPENED,
        REOPENED,
        UPDATED,
        RESOLVED,
        RETRACTED,
        CORRECTED
    }

    private static final String EVENTS = "lonekey.violations.events";
    private static final String DELAY = "lonekey.detection.delay";
    private static final String DURATION = "lonekey.violations.duration";

    private static final Duration[] DELAYS = Stream.of(1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private static final Duration[] DURATIONS = Stream.concat(
                    Stream.of(5, 15, 60, 4 * 60, 12 * 60).map(Duration::ofMinutes),
                    Stream.of(1, 3, 7, 14, 30, 60, 90).map(Duration::ofDays))
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Counter driftKeys;

    ViolationMeters(MeterRegistry registry) {
        this.registry = registry;
        for (var rule : Rules.ALL) {
            for (var severity : Severity.values()) {
                Stream.of(Step.values()).forEach(step -> events(step, rule.id(), severity));
            }
            duration(rule.id());
        }
        delay(Step.OPENED);
        delay(Step.RESOLVED);
        driftKeys = Counter.builder("lonekey.drift.keys")
                .description("keys first seen in a snapshot although an event should have told of them")
                .register(registry);
    }

    /** Counts what was decided. */
    void judged(Verdict verdict) {
        driftKeys.increment(verdict.drift());
        var begun = new HashSet<String>();
        for (var event : verdict.events()) {
            var step = step(event, verdict.corrections().contains(event.eventId()));
            events(step, event.rule().id(), event.severity()).increment();
            if (step == Step.OPENED) {
                begun.add(event.violationId());
                opened(event);
            } else if (step == Step.RESOLVED) {
                resolved(event, begun.contains(event.violationId()));
            }
        }
    }

    private static Step step(ViolationEvent event, boolean isCorrection) {
        if (isCorrection) {
            return Step.CORRECTED;
        }
        return switch (event.type()) {
            case OPENED -> Step.OPENED;
            case UPDATED -> event.changes().contains(Change.REOPENED) ? Step.REOPENED : Step.UPDATED;
            case RESOLVED ->
                event.resolution().filter(Resolution.RETRACTED::equals).isPresent() ? Step.RETRACTED : Step.RESOLVED;
        };
    }

    private void opened(ViolationEvent event) {
        if (event.discovery() == Discovery.LIVE) {
            delay(Step.OPENED).record(between(event.openedAt(), event.detectedAt()));
        }
    }

    /** What was learnt together with its beginning is past, and says nothing about how fast anything is noticed. */
    private void resolved(ViolationEvent event, boolean isLearntAtOnce) {
        var resolvedAt = event.resolvedAt().orElseThrow();
        duration(event.rule().id()).record(between(event.openedAt(), resolvedAt));
        if (!isLearntAtOnce && event.cause() instanceof Cause.CloudTrail) {
            delay(Step.RESOLVED).record(between(resolvedAt, event.detectedAt()));
        }
    }

    /** Clocks differ: what is noticed before it happens is noticed at once. */
    private static Duration between(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }

    private Counter events(Step step, String rule, Severity severity) {
        return Counter.builder(EVENTS)
                .description("violation events, by what they do to the number of open violations")
                .tags(Tags.of("type", tag(step), "rule", rule, "severity", tag(severity)))
                .register(registry);
    }

    private Timer delay(Step step) {
        return Timer.builder(DELAY)
                .description(
                        "from event time, in whole seconds, to the violation event; CloudTrail itself is minutes late")
                .tag("type", tag(step))
                .serviceLevelObjectives(DELAYS)
                .register(registry);
    }

    private Timer duration(String rule) {
        return Timer.builder(DURATION)
                .description("from openedAt to resolvedAt, of violations that ended")
                .tag("rule", rule)
                .serviceLevelObjectives(DURATIONS)
                .register(registry);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
