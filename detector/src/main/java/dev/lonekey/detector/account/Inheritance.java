package dev.lonekey.detector.account;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.history.Dossier.Identity;
import dev.lonekey.detector.history.Dossier.Spelling;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.violation.PublishedViolation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the case files of an account anew out of what was published of it, for a detector whose state is lost. Each is as if
 * its facts had been folded right after the newest of them that the published events tell of: what was before is final, so
 * that hearing it again publishes nothing, and what came later is heard as ever.
 */
final class Inheritance {

    /** What is open tells what is so now, so it comes before what is over; of the latter the newest tells most. */
    private static final Comparator<ViolationEvent> TELLING_FIRST = Comparator.comparing(
                    (ViolationEvent event) -> event.type() == EventType.RESOLVED)
            .thenComparing(Comparator.comparing(
                            (ViolationEvent event) -> event.resolvedAt().orElse(event.openedAt()))
                    .reversed())
            .thenComparing(Comparator.comparing(ViolationEvent::detectedAt).reversed())
            .thenComparing(ViolationEvent::violationId);

    private final TreeMap<Name, List<ViolationEvent>> byName = new TreeMap<>();
    private final Instant toldAgainSince;
    private final Set<String> taken = new HashSet<>();
    private final Set<Name> formerNames = new HashSet<>();

    /**
     * @param newest the newest event of each violation of the account
     * @param toldAgainSince what happened to a key of which the last that was published is older, the input does not tell again
     */
    Inheritance(List<ViolationEvent> newest, Instant toldAgainSince) {
        this.toldAgainSince = toldAgainSince;
        newest.stream()
                .filter(event -> Rules.byId(event.rule().id()).isPresent())
                .forEach(event -> byName.computeIfAbsent(name(event), unseen -> new ArrayList<>())
                        .add(event));
        byName.values().forEach(events -> events.sort(TELLING_FIRST));
    }

    /** One for each principal; those with open violations first, since a key or an id is but one user's. */
    List<CaseFile> files() {
        return byName.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing((List<ViolationEvent> events) -> events.get(0), TELLING_FIRST)))
                .map(entry -> file(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The newest time that anything published tells of. */
    Instant newest() {
        return byName.values().stream()
                .map(Inheritance::finalBefore)
                .max(Comparator.naturalOrder())
                .map(at -> at.minusSeconds(1))
                .orElse(Instant.EPOCH);
    }

    private CaseFile file(Name name, List<ViolationEvent> events) {
        var finalBefore = finalBefore(events);
        var dossier = new Dossier(finalBefore);
        dossier.see(new Spelling(name, finalBefore.minusSeconds(1)));
        var told = events.stream()
                .filter(event -> isToldStill(event, finalBefore))
                .filter(event -> events.stream()
                        .filter(other -> other.rule().id().equals(event.rule().id()))
                        .findFirst()
                        .filter(event::equals)
                        .isPresent())
                .toList();
        var keys = new InheritedKeys(name, finalBefore.minusSeconds(1), taken);
        told.forEach(event -> keys.tell(event, dossier));
        keys.count(dossier);
        told.stream().findFirst().ifPresent(event -> identify(dossier, name, event));
        return new CaseFile(
                dossier,
                events.stream()
                        .map(event -> PublishedViolation.of(event, name(event)))
                        .toList(),
                Headline.BLANK);
    }

    /** Whether the keys are still as the event tells them, or the input tells again what became of them. */
    private boolean isToldStill(ViolationEvent event, Instant finalBefore) {
        return event.type() != EventType.RESOLVED
                || (event.resolution()
                                .filter(ViolationEvent.Resolution.ACCOUNT_GONE::equals)
                                .isEmpty()
                        && !finalBefore.isBefore(toldAgainSince));
    }

    private void identify(Dossier dossier, Name name, ViolationEvent event) {
        var at = dossier.finalBefore().minusSeconds(1);
        event.principal()
                .userId()
                .filter(taken::add)
                .ifPresent(id -> dossier.add(
                        new Identity(name, id), new Span(at, at)));
        event.principal().previousNames().stream()
                .map(Name::stored)
                .filter(former -> !byName.containsKey(former) && formerNames.add(former))
                .forEach(former -> dossier.see(new Spelling(former, at)));
    }

    /**
     * Two seconds behind the newest that is told: a snapshot that began in that second is older than what is known of the keys
     * in the second after it.
     */
    private static Instant finalBefore(List<ViolationEvent> events) {
        return events.stream()
                .flatMap(Inheritance::times)
                .max(Comparator.naturalOrder())
                .map(at -> Instant.ofEpochSecond(at.getEpochSecond() + 2))
                .orElseThrow();
    }

    private static Stream<Instant> times(ViolationEvent event) {
        // The end by configuration is no event time, and what is switched on again is to be found again.
        var end = event.resolvedAt()
                .filter(at -> event.resolution()
                        .filter(ViolationEvent.Resolution.RULE_DISABLED::equals)
                        .isEmpty());
        return Stream.of(
                        Stream.of(event.openedAt()),
                        end.stream(),
                        causeTime(event).stream(),
                        Stream.concat(event.keys().stream(), event.otherKeys().stream())
                                .flatMap(key -> Stream.concat(
                                        key.createdAt().stream(), key.activeSince().stream())))
                .flatMap(times -> times);
    }

    private static Optional<Instant> causeTime(ViolationEvent event) {
        if (event.cause() instanceof Cause.CloudTrail record) {
            return Optional.of(record.eventTime());
        }
        return event.cause() instanceof Cause.Snapshot snapshot
                ? Optional.of(snapshot.until())
                : Optional.empty();
    }

    private static Name name(ViolationEvent event) {
        return event.principal().type() == PrincipalType.ROOT
                ? Name.ROOT
                : Name.stored(event.principal().name());
    }
}
