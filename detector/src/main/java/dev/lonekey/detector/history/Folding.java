package dev.lonekey.detector.history;

import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.detector.fact.Count;
import dev.lonekey.detector.fact.Fact.UserCreated;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Listing;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Timeline.Credential;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Forgets what a horizon has passed. Of every key that is there what remains is its state then, and since when it was
 * created; of every user its name then and its newest listing; of keys and users that are gone, nothing. Facts that linked
 * users are forgotten as well, so one dossier may become several.
 */
public final class Folding {

    private final Dossier dossier;
    private final Completed completed;
    private final Instant horizon;
    private final Instant lastKept;
    private final Components components;
    private final List<KeyFacts> orphans = new ArrayList<>();

    private Folding(Dossier dossier, Completed completed, Instant horizon) {
        this.dossier = dossier;
        this.completed = completed;
        this.horizon = horizon;
        this.lastKept = horizon.minusSeconds(1);
        this.components = new Components(dossier, horizon);
    }

    /**
     * What is left.
     *
     * @param dossiers each the smallest set that can be judged by itself
     * @param orphans keys that were forgotten before their user became known
     */
    public record Folded(List<Dossier> dossiers, List<KeyFacts> orphans) {}

    /**
     * Folds.
     *
     * @param timelines of all users in the dossier
     * @param horizon facts from before then are no longer kept; nothing can be told any more of times so long ago
     */
    public static Folded fold(Dossier dossier, List<Timeline> timelines, Completed completed, Instant horizon) {
        var folding = new Folding(dossier, completed, horizon);
        folding.keepLater();
        timelines.forEach(folding::keepUser);
        folding.keepOwnerless(timelines);
        return new Folded(folding.components.dossiers(completed), folding.orphans);
    }

    /** What is later than the horizon stays as it is, but for keys and listings, which stay with their users. */
    private void keepLater() {
        dossier.userFacts().stream()
                .filter(fact -> isKept(fact.at()))
                .forEach(fact -> components.keep(fact.subjects(), kept -> kept.restore(fact)));
        dossier.identities().forEach((identity, span) -> {
            if (isKept(span.until())) {
                var rest = isKept(span.asOf()) ? span : new Span(span.until(), span.until());
                components.keep(subjects(identity), kept -> kept.add(identity, rest));
            }
        });
        dossier.counts().forEach((name, counts) -> counts.stream()
                .filter(count -> isKept(count.span().asOf()))
                .forEach(count -> components.keep(List.of(new Subject.OfName(name)), kept -> kept.add(name, count))));
        dossier.listings().forEach((listing, showings) -> {
            var later = showings.from(horizon, completed);
            if (!later.isEmpty()) {
                components.keep(listing.subjects(), kept -> kept.restore(listing, later, completed));
            }
        });
    }

    private boolean isKept(Instant second) {
        return !second.isBefore(horizon);
    }

    private void keepUser(Timeline timeline) {
        var life = timeline.life();
        if (timeline.credential() == Credential.SIGNING_CERTIFICATE) {
            return;
        }
        var name = life.nameBefore(horizon);
        var kept = new HashSet<String>();
        for (var key : timeline.keys()) {
            if (key.isIdentified() && keepKey(life, key, name)) {
                kept.add(key.accessKeyId());
            }
        }
        var hasUnidentified = timeline.keys().stream()
                .filter(key -> !key.isIdentified())
                .anyMatch(key -> key.turnBefore(horizon)
                        .filter(turn -> turn.state().exists())
                        .isPresent());
        var isThere = !kept.isEmpty() || hasUnidentified || (life.isKnownByItself() && !timeline.isGone(completed));
        if (isThere) {
            keepIdentity(life, name, kept);
        }
        if (isThere || life.isRoot()) {
            keepCounts(timeline, name);
        }
    }

    /** Keeps what a key's state follows from; says whether there is anything to keep. */
    private boolean keepKey(Life life, KeyTimeline key, Name name) {
        var state = key.turnBefore(horizon);
        var isThere = state.filter(turn -> turn.state().exists()).isPresent();
        var facts = key.key();
        var isToldLater = facts.changes().stream().anyMatch(stamp -> isKept(stamp.at()))
                || facts.uses().stream().anyMatch(use -> isKept(use.last()));
        if (!isThere && !isToldLater) {
            return false;
        }
        var kept = new KeyFacts(key.accessKeyId());
        facts.changes().stream().filter(stamp -> isKept(stamp.at())).forEach(kept::add);
        facts.uses().stream().filter(use -> isKept(use.last())).forEach(kept::add);
        facts.shownUse().ifPresent(kept::seeUse);
        if (isThere) {
            facts.uses().stream()
                    .filter(use -> !isKept(use.last()))
                    .map(KeyUse::last)
                    .max(Comparator.naturalOrder())
                    .ifPresent(kept::seeUse);
            var before = facts.changes().stream()
                    .filter(stamp -> !isKept(stamp.at()))
                    .toList();
            before.stream()
                    .filter(stamp -> stamp.at().equals(state.get().at())
                            || (stamp.change() == KeyChange.CREATED
                                    && facts.createdAt()
                                            .filter(stamp.at()::equals)
                                            .isPresent()))
                    .forEach(stamp -> kept.add(new KeyStamp(stamp.at(), stamp.change(), Optional.of(name))));
            facts.uses().stream()
                    .filter(use -> !isKept(use.last())
                            && use.first().equals(state.get().at()))
                    .forEach(use -> kept.add(use.by(name)));
            countedStatus(life, key, state.get())
                    .ifPresent(change -> kept.add(new KeyStamp(state.get().at(), change, Optional.of(name))));
            if (kept.isEmpty() && !isListed(key.accessKeyId())) {
                // Only a count tells its state; that it is there has to be told by something that names it.
                before.stream()
                        .max(Comparator.naturalOrder())
                        .ifPresentOrElse(
                                stamp -> kept.add(new KeyStamp(stamp.at(), stamp.change(), Optional.of(name))),
                                () -> facts.uses().stream().findFirst().ifPresent(use -> kept.add(use.by(name))));
            }
        }
        components.keep(subjects(kept, name), dossierKept -> dossierKept.absorb(kept));
        return true;
    }

    /** The status that only a count tells, as if an event had told it: of counts no more than the number is kept. */
    private static Optional<KeyChange> countedStatus(Life life, KeyTimeline key, Turn turn) {
        var isFromListing = life.shown().stream().anyMatch(shown -> shown.listing()
                .key(key.accessKeyId())
                .filter(listed -> listed.since(shown.asOf()).equals(turn.at()))
                .isPresent());
        if (isFromListing) {
            return Optional.empty();
        }
        return switch (turn.state()) {
            case LISTED_ACTIVE -> Optional.of(KeyChange.ACTIVATED);
            case LISTED_INACTIVE -> Optional.of(KeyChange.DEACTIVATED);
            default -> Optional.empty();
        };
    }

    private boolean isListed(String accessKeyId) {
        return dossier.listings().keySet().stream()
                .anyMatch(listing -> listing.key(accessKeyId).isPresent());
    }

    private void keepIdentity(Life life, Name name, Set<String> keysKept) {
        var begun = life.begunAt().filter(at -> !isKept(at));
        begun.ifPresent(at -> {
            var fact = new UserCreated(name, life.userId(), at);
            components.keep(fact.subjects(), kept -> kept.restore(fact));
        });
        var newest = life.shown().stream()
                .filter(shown -> !isKept(shown.asOf()))
                .max(Comparator.comparing(Life.Shown::showing));
        newest.ifPresent(shown -> {
            var listing = shown.listing();
            var stillThere = new Listing(
                    name,
                    listing.userId(),
                    listing.path(),
                    listing.keys().stream()
                            .filter(key -> keysKept.contains(key.accessKeyId()))
                            .toList());
            components.keep(stillThere.subjects(), kept -> kept.restore(stillThere, shown.showing()));
        });
        if (begun.isEmpty() && newest.isEmpty() && life.begunAt().isEmpty()) {
            life.userId()
                    .map(id -> new Dossier.Identity(name, id))
                    .ifPresent(identity -> components.keep(
                            subjects(identity), kept -> kept.add(identity, new Span(lastKept, lastKept))));
        }
    }

    /** All that was counted before comes down to what there was at the horizon. */
    private void keepCounts(Timeline timeline, Name name) {
        var life = timeline.life();
        var isCounted =
                life.counts().stream().anyMatch(count -> !isKept(count.span().asOf()) && count.tellsKeys());
        var certificates = life.counts().stream()
                .filter(count -> !isKept(count.span().asOf()))
                .filter(count -> count.certificates().isPresent())
                .reduce((one, later) -> later.span().asOf().equals(one.span().asOf())
                                && one.certificates().get()
                        ? one
                        : later)
                .flatMap(Count::certificates);
        if (!isCounted && certificates.isEmpty()) {
            return;
        }
        var states = timeline.keys().stream()
                .map(key -> key.turnBefore(horizon))
                .flatMap(Optional::stream)
                .map(Turn::state)
                .filter(KeyState::exists)
                .map(KeyState::status)
                .toList();
        var span = new Span(lastKept, lastKept);
        var active = states.contains(KeyStatus.UNKNOWN)
                ? Optional.<Integer>empty()
                : Optional.of(
                        (int) states.stream().filter(KeyStatus.ACTIVE::equals).count());
        var count = isCounted
                ? new Count(span, states.size(), states.size(), active, certificates)
                : new Count(span, 0, Integer.MAX_VALUE, Optional.empty(), certificates);
        components.keep(List.of(new Subject.OfName(name)), kept -> kept.add(name, count));
    }

    private void keepOwnerless(List<Timeline> timelines) {
        for (var key : dossier.keys()) {
            if (timelines.stream().anyMatch(timeline -> timeline.holds(key.accessKeyId()))) {
                continue;
            }
            var isToldLater = key.changes().stream().anyMatch(stamp -> isKept(stamp.at()))
                    || key.uses().stream().anyMatch(use -> isKept(use.last()));
            if (isToldLater) {
                components.keep(List.of(new Subject.OfKey(key.accessKeyId())), kept -> kept.absorb(key));
            } else if (!key.changes().isEmpty()) {
                orphans.add(key);
            }
        }
    }

    private static List<Subject> subjects(Dossier.Identity identity) {
        return List.of(new Subject.OfName(identity.name()), new Subject.OfUser(identity.userId()));
    }

    private static List<Subject> subjects(KeyFacts key, Name name) {
        var subjects = new ArrayList<Subject>();
        subjects.add(new Subject.OfKey(key.accessKeyId()));
        key.changes().forEach(stamp -> stamp.owner().map(Subject.OfName::new).ifPresent(subjects::add));
        key.uses().forEach(use -> use.named()
                .map(KeyUse.Named::owner)
                .map(Subject.OfName::new)
                .ifPresent(subjects::add));
        if (subjects.size() == 1) {
            subjects.add(new Subject.OfName(name));
        }
        return subjects;
    }
}
