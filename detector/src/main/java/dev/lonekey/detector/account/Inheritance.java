package dev.lonekey.detector.account;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.history.Dossier.Identity;
import dev.lonekey.detector.history.Dossier.Spelling;
import dev.lonekey.detector.history.KeyFacts;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.violation.PublishedViolation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** One for each set of principals that ever shared a name, a key or an id, as they are stored otherwise. */
    List<CaseFile> files() {
        var linked = new LinkedHashMap<Subject, Linked>();
        byName.forEach((name, events) -> {
            var home = new Linked(name);
            for (var subject : subjects(name, events)) {
                home = home.join(linked.getOrDefault(subject, home), linked);
                home.subjects.add(subject);
                linked.put(subject, home);
            }
        });
        return new LinkedHashSet<>(linked.values()).stream().map(this::file).toList();
    }

    /** Principals, and all that their events are about. */
    private static final class Linked {
        private final List<Name> names = new ArrayList<>();
        private final Set<Subject> subjects = new LinkedHashSet<>();

        Linked(Name name) {
            names.add(name);
        }

        /** The smaller one moves into the larger one. */
        Linked join(Linked other, Map<Subject, Linked> homes) {
            if (other == this) {
                return this;
            }
            var larger = subjects.size() < other.subjects.size() ? other : this;
            var smaller = larger == this ? other : this;
            larger.names.addAll(smaller.names);
            larger.subjects.addAll(smaller.subjects);
            smaller.subjects.forEach(subject -> homes.put(subject, larger));
            return larger;
        }
    }

    private static Set<Subject> subjects(Name name, List<ViolationEvent> events) {
        var subjects = new HashSet<Subject>(Set.of(new Subject.OfName(name)));
        for (var event : events) {
            event.principal().userId().map(Subject.OfUser::new).ifPresent(subjects::add);
            event.principal().previousNames().forEach(former -> subjects.add(new Subject.OfName(Name.stored(former))));
            Stream.concat(event.keys().stream(), event.otherKeys().stream())
                    .map(ViolationEvent.Key::accessKeyId)
                    .filter(ViolationEvent.Key::isIdentified)
                    .forEach(id -> subjects.add(new Subject.OfKey(id)));
        }
        return subjects;
    }

    /** The newest time that anything published tells of. */
    Instant newest() {
        return byName.values().stream()
                .map(Inheritance::finalBefore)
                .max(Comparator.naturalOrder())
                .map(at -> at.minusSeconds(1))
                .orElse(Instant.EPOCH);
    }

    private CaseFile file(Linked linked) {
        var finalBefore = linked.names.stream()
                .map(name -> finalBefore(byName.get(name)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        var dossier = new Dossier(finalBefore);
        linked.subjects.stream()
                .filter(Subject.OfName.class::isInstance)
                .map(subject -> ((Subject.OfName) subject).name())
                .forEach(former -> dossier.see(new Spelling(former, Instant.EPOCH)));
        linked.subjects.stream()
                .filter(Subject.OfKey.class::isInstance)
                .forEach(subject -> dossier.absorb(new KeyFacts(((Subject.OfKey) subject).accessKeyId())));
        // A key or an id is but one user's: that of an open violation comes first.
        var published = new ArrayList<PublishedViolation>();
        linked.names.stream()
                .sorted(Comparator.comparing((Name name) -> byName.get(name).get(0), TELLING_FIRST))
                .forEach(name -> {
                    tell(dossier, name, byName.get(name));
                    byName.get(name).forEach(event -> published.add(PublishedViolation.of(event, name(event))));
                });
        return new CaseFile(dossier, published, Headline.BLANK);
    }

    private void tell(Dossier dossier, Name name, List<ViolationEvent> events) {
        var asOf = dossier.finalBefore().minusSeconds(1);
        dossier.see(new Spelling(name, asOf));
        var newestOfRules = new HashSet<String>();
        var told = events.stream()
                .filter(event -> newestOfRules.add(event.rule().id()))
                .filter(event -> isToldStill(event, dossier.finalBefore()))
                .toList();
        var keys = new InheritedKeys(name, asOf, taken);
        told.forEach(event -> keys.tell(event, dossier));
        keys.count(dossier);
        told.stream()
                .flatMap(event -> event.principal().userId().stream())
                .limit(1)
                .filter(taken::add)
                .forEach(id -> dossier.add(new Identity(name, id), new Span(asOf, asOf)));
    }

    /**
     * Whether the keys are still as the event tells them, or the input tells again what became of them: what happened between
     * the end of a violation and the newest that is told of its principal, or of others linked to it, is not heard again.
     */
    private boolean isToldStill(ViolationEvent event, Instant finalBefore) {
        return event.type() != EventType.RESOLVED
                || (event.resolution()
                                .filter(ViolationEvent.Resolution.ACCOUNT_GONE::equals)
                                .isEmpty()
                        && finalBefore(List.of(event)).equals(finalBefore)
                        && !finalBefore.isBefore(toldAgainSince));
    }

    /** One second behind the newest that is told, so that what happened to its keys in the very next second is heard. */
    private static Instant finalBefore(List<ViolationEvent> events) {
        return events.stream()
                .flatMap(Inheritance::times)
                .max(Comparator.naturalOrder())
                .map(at -> Instant.ofEpochSecond(at.getEpochSecond() + 1))
                .orElseThrow();
    }

    private static Stream<Instant> times(ViolationEvent event) {
        // The end by configuration is no event time, and what is switched on again is to be found again.
        var end = event.resolvedAt().filter(at -> event.resolution()
                .filter(ViolationEvent.Resolution.RULE_DISABLED::equals)
                .isEmpty());
        return Stream.of(
                        Stream.of(event.openedAt()),
                        end.stream(),
                        causeTime(event).stream(),
                        Stream.concat(event.keys().stream(), event.otherKeys().stream())
                                .flatMap(key -> Stream.concat(key.createdAt().stream(), key.activeSince().stream())))
                .flatMap(times -> times);
    }

    private static Optional<Instant> causeTime(ViolationEvent event) {
        if (event.cause() instanceof Cause.CloudTrail record) {
            return Optional.of(record.eventTime());
        }
        return event.cause() instanceof Cause.Snapshot snapshot ? Optional.of(snapshot.until()) : Optional.empty();
    }

    private static Name name(ViolationEvent event) {
        return event.principal().type() == PrincipalType.ROOT
                ? Name.ROOT
                : Name.stored(event.principal().name());
    }
}
