package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Baseline;
import dev.lonekey.contract.violation.ViolationEvent.Change;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.contract.violation.ViolationEvent.Principal;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Remediation;
import dev.lonekey.contract.violation.ViolationEvent.RuleReference;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.history.KeyTimeline;
import dev.lonekey.detector.history.Life;
import dev.lonekey.detector.history.Timeline;
import dev.lonekey.detector.policy.Finding;
import dev.lonekey.detector.rule.Breach;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Puts violation events together, complete for a reader who sees only the one. */
final class EventWriter {

    private static final String ROOT = "root";
    private static final int MAX_KEYS = 100;
    private static final int MAX_NAMES = 100;

    private final Trigger trigger;
    private final List<Timeline> timelines;

    EventWriter(Trigger trigger, List<Timeline> timelines) {
        this.trigger = trigger;
        this.timelines = timelines;
    }

    ViolationEvent write(PublishedViolation violation, Finding finding, EventType type, List<Change> changes) {
        var breach = finding.breach();
        var principal = principal(breach.life());
        var until = breach.end().map(Breach.End::at);
        var keys = keys(breach.timeline().keys(), until, breach.keys()::containsKey);
        var others = keys(breach.timeline().keys(), until, id -> !breach.keys().containsKey(id)).stream()
                .filter(key -> key.status() == KeyStatus.ACTIVE || key.status() == KeyStatus.INACTIVE)
                .toList();
        return event(
                violation,
                type,
                changes,
                breach.rule().reference(),
                principal,
                keys,
                others,
                Optional.empty(),
                baseline(breach.life()),
                finding.rotationEndsAt(),
                type == EventType.RESOLVED
                        ? Remediations.resolved()
                        : Remediations.of(trigger.account(), principal, keys, trigger.now()));
    }

    /** A violation that never was, or whose rule is no longer asked: its keys as they are known to be now. */
    ViolationEvent writeEnd(PublishedViolation violation, Optional<String> continuedBy) {
        var owner = timelines.stream()
                .filter(timeline -> violation.keys().keySet().stream().anyMatch(timeline::holds))
                .findFirst();
        return event(
                violation,
                EventType.RESOLVED,
                List.of(),
                Rules.byId(violation.ruleId()).map(Rule::reference).orElseThrow(),
                owner.map(timeline -> principal(timeline.life())).orElseGet(() -> principal(violation.name())),
                timelines.stream()
                        .flatMap(timeline ->
                                keys(timeline.keys(), Optional.empty(), violation.keys()::containsKey).stream())
                        .toList(),
                List.of(),
                continuedBy,
                owner.map(timeline -> baseline(timeline.life())).orElse(Baseline.EVENTS_ONLY),
                Optional.empty(),
                Remediations.resolved());
    }

    private ViolationEvent event(
            PublishedViolation violation,
            EventType type,
            List<Change> changes,
            RuleReference rule,
            Principal principal,
            List<Key> keys,
            List<Key> otherKeys,
            Optional<String> continuedBy,
            Baseline baseline,
            Optional<Instant> rotationEndsAt,
            Remediation remediation) {
        var end = violation.end().filter(over -> type == EventType.RESOLVED);
        return new ViolationEvent(
                ViolationEvent.SCHEMA,
                violation.id() + "-" + violation.revision(),
                violation.id(),
                violation.revision(),
                type,
                changes,
                rule,
                violation.severity(),
                trigger.account(),
                principal,
                shown(keys),
                shown(otherKeys),
                trigger.cause(),
                violation.openedAt(),
                end.map(Breach.End::at),
                end.map(Breach.End::reason),
                continuedBy,
                trigger.now(),
                violation.discovery(),
                baseline,
                rotationEndsAt,
                violation.exemption(),
                remediation);
    }

    private static List<Key> keys(
            Collection<KeyTimeline> timelines, Optional<Instant> until, Predicate<String> wanted) {
        return timelines.stream()
                .filter(key -> wanted.test(key.accessKeyId()))
                .map(key -> new ShownKey(key, until).toKey())
                .toList();
    }

    /** A flood of keys must not make an event that Kafka refuses: those that exist come first, then the newest. */
    private static List<Key> shown(List<Key> keys) {
        if (keys.size() <= MAX_KEYS) {
            return keys;
        }
        return Stream.concat(
                        keys.stream().filter(key -> key.status() != KeyStatus.DELETED),
                        keys.stream()
                                .filter(key -> key.status() == KeyStatus.DELETED)
                                .sorted(Collections.reverseOrder(Comparator.comparing(
                                        key -> key.createdAt().orElse(Instant.MIN)))))
                .limit(MAX_KEYS)
                .toList();
    }

    private Principal principal(Life life) {
        if (life.isRoot()) {
            return principal(life.name());
        }
        var previous = life.names().stream()
                .filter(name -> !name.equals(life.name()))
                .distinct()
                .map(Name::spelling)
                .toList();
        var latest = previous.subList(Math.max(0, previous.size() - MAX_NAMES), previous.size());
        return new Principal(
                PrincipalType.IAM_USER,
                life.name().spelling(),
                life.path().map(path -> arn("user" + path + life.name().spelling())),
                life.userId(),
                latest);
    }

    private Principal principal(Name name) {
        return name.isRoot()
                ? new Principal(PrincipalType.ROOT, ROOT, Optional.of(arn(ROOT)), Optional.empty(), List.of())
                : new Principal(PrincipalType.IAM_USER, name.spelling(), Optional.empty(), Optional.empty(), List.of());
    }

    private String arn(String resource) {
        return "arn:" + trigger.account().partition() + ":iam::"
                + trigger.account().id() + ":" + resource;
    }

    /** A user whose creation is known has no keys but those that events told since; of root that is never known from events. */
    private static Baseline baseline(Life life) {
        return life.beginKnown() || life.isListed() ? Baseline.COMPLETE : Baseline.EVENTS_ONLY;
    }
}
