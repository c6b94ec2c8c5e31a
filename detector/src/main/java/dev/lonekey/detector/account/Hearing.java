package dev.lonekey.detector.account;

import dev.lonekey.contract.OutsideText;
import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.SnapshotResult;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Account;
import dev.lonekey.contract.snapshot.SnapshotPart.Failed;
import dev.lonekey.contract.snapshot.SnapshotPart.Numbered;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.account.Entry.SnapshotLog;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.Fact.KeysCounted;
import dev.lonekey.detector.fact.Fact.UserListed;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.fact.SnapshotFacts;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Completed;
import dev.lonekey.detector.history.Completed.Snapshot;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.history.Folding;
import dev.lonekey.detector.history.Timeline;
import dev.lonekey.detector.policy.Finding;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Breach;
import dev.lonekey.detector.rule.Breaches;
import dev.lonekey.detector.trail.TrailCall;
import dev.lonekey.detector.violation.Comparison;
import dev.lonekey.detector.violation.PublishedViolation;
import dev.lonekey.detector.violation.Standpoint;
import dev.lonekey.detector.violation.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One record, or one moment, brought before the account that it concerns. */
final class Hearing {

    private static final Subject ACCOUNT = new Subject.OfAccount();
    private static final Subject SNAPSHOTS = new Subject.OfSnapshots();
    private static final Subject ROOT = new Subject.OfName(Name.ROOT);

    /** How stale the time of the last event may be in the published status, in seconds. */
    private static final long STATUS_LAG = 60;

    private final Policy policy;
    private final Entries entries;
    private final Completed completed;
    private final Draft draft;
    private final AccountFile account;
    private final AccountStatus statusBefore;
    private final Optional<Instant> newestBefore;
    private final Trigger trigger;
    private final Set<Subject> toJudge = new LinkedHashSet<>();
    private final List<ViolationEvent> events = new ArrayList<>();
    private final Set<String> corrections = new HashSet<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<Verdict.Orphan> orphans = new ArrayList<>();
    private boolean accountChanged;
    private boolean logChanged;
    private boolean news;
    private int tooLate;
    private int drift;
    private int foldedEarly;

    Hearing(Policy policy, Entries entries, Trigger trigger) {
        this.policy = policy;
        this.entries = entries;
        this.completed = entries.get(SNAPSHOTS)
                .map(log -> ((SnapshotLog) log).completed())
                .orElseGet(Completed::new);
        this.draft = new Draft(entries, completed);
        this.account = entries.get(ACCOUNT).map(AccountFile.class::cast).orElseGet(AccountFile::new);
        this.statusBefore = account.status(trigger.account().id(), trigger.now());
        this.newestBefore = account.newest();
        trigger.unusualPartition()
                .filter(told -> !told.equals(account.partition()))
                .ifPresent(told -> {
                    account.tellPartition(told);
                    accountChanged = true;
                });
        this.trigger = trigger.about(account.partition(), account.name());
    }

    void hearEvent(Reading reading, Instant at) {
        account.tellEvent(at);
        reading.trail().ifPresent(this::add);
        add(reading.facts());
        toJudge.addAll(draft.homesToJudge());
        toJudge.forEach(this::judge);
    }

    void hearPart(List<Fact> facts, SnapshotPart part) {
        var asOf = Span.of(part.newest(), part.newest()).asOf();
        account.tellTime(asOf);
        countDrift(facts);
        add(facts);
        var newlyCompleted = Optional.<Snapshot>empty();
        if (part instanceof Numbered numbered) {
            var number = SnapshotFacts.snapshotNumber(numbered.snapshotId());
            if (!completed.contains(number)) {
                newlyCompleted = account.snapshots().know(number, numbered.part(), SnapshotFacts.span(numbered));
                accountChanged = true;
            }
        } else if (part instanceof SnapshotPart.Completed all) {
            var number = SnapshotFacts.snapshotNumber(all.snapshotId());
            var span = Span.of(all.asOf(), all.until());
            if (!completed.contains(number)) {
                newlyCompleted = account.snapshots().announce(number, new Snapshots.Announcement(all.parts(), span));
            }
            account.tellSnapshot(new SnapshotResult(
                    all.snapshotId(), span.asOf(), Optional.of(span.until()), Outcome.COMPLETED, Optional.empty()));
            accountChanged = true;
        } else if (part instanceof Failed failed) {
            account.tellSnapshot(new SnapshotResult(
                    failed.snapshotId(),
                    failed.asOf(),
                    Optional.empty(),
                    Outcome.FAILED,
                    Optional.of(OutsideText.cut(failed.reason()))));
            accountChanged = true;
        } else if (part instanceof Account told) {
            account.tellName(told.name().map(OutsideText::cut));
            var isNew =
                    account.membership().tell(Span.of(told.asOf(), told.asOf()).asOf(), told.status());
            accountChanged = true;
            if (isNew) {
                entries.forEachFile(any -> true, (home, headline) -> toJudge.add(home));
            }
        }
        toJudge.addAll(draft.homesToJudge());
        newlyCompleted.ifPresent(this::sweep);
        toJudge.forEach(this::judge);
    }

    void hearAgain(Subject home) {
        judge(home);
    }

    /** @param toldAgainSince what happened since then, the input tells again */
    void hearPublished(List<ViolationEvent> newest, Instant toldAgainSince) {
        var inheritance = new Inheritance(newest, toldAgainSince);
        account.tellTime(inheritance.newest());
        newest.forEach(event -> account.tellName(event.account().name()));
        accountChanged = true;
        inheritance.files().forEach(file -> judge(draft.open(file)));
    }

    /** What a completed snapshot does not show was not there; nothing else changes by it. */
    private void sweep(Snapshot snapshot) {
        completed.add(snapshot);
        logChanged = true;
        account.tellEvidence(snapshot.span().asOf());
        var horizon = account.horizon(policy.limits().horizon());
        Predicate<Headline> isMissed = headline -> headline.shownBy() != snapshot.number()
                && headline.quietSince().filter(snapshot.span().asOf()::isAfter).isEmpty();
        Predicate<Headline> isFoldable = headline ->
                horizon.flatMap(at -> headline.foldable().filter(at::isAfter)).isPresent();
        entries.forEachFile(isMissed.or(isFoldable), (home, headline) -> {
            if (!home.equals(ROOT) || isFoldable.test(headline)) { // root is in no snapshot's list of users
                toJudge.add(home);
            }
        });
        horizon.ifPresent(at -> {
            account.forgetBefore(at);
            completed.forgetBefore(at.minus(policy.limits().foldingPatience().multipliedBy(2)));
        });
    }

    private void add(TrailCall call) {
        if (account.horizon(policy.limits().horizon())
                .filter(call.change().at()::isBefore)
                .isPresent()) {
            tooLate++;
        } else if (account.trails().tell(call)) {
            news = true;
            accountChanged = true;
        }
    }

    private void add(List<Fact> facts) {
        var horizon = account.horizon(policy.limits().horizon());
        for (var fact : facts) {
            if (horizon.filter(until(fact)::isBefore).isPresent()) {
                tooLate++;
            } else {
                switch (draft.add(fact, until(fact))) {
                    case NEW -> news = true;
                    case TOO_LATE -> tooLate++;
                    case KNOWN -> {}
                }
            }
        }
    }

    private static Instant until(Fact fact) {
        if (fact instanceof UserListed listed) {
            return listed.showing().span().until();
        }
        return fact instanceof KeysCounted counted ? counted.count().span().until() : fact.at();
    }

    /**
     * Counts keys that no event told of although it should have: those made after the account was first known in full, and
     * so long ago that their event must have come. Each is counted once, by the first listing for which that is so.
     */
    private void countDrift(List<Fact> facts) {
        var lost = new Drift(completed, policy.limits().driftAfter());
        for (var fact : facts) {
            if (fact instanceof UserListed listed) {
                drift += lost.count(listed, id -> draft.dossierOf(new Subject.OfKey(id)));
            }
        }
        account.tellDrift(drift);
    }

    private void judge(Subject home) {
        var found = draft.file(home);
        if (found.isEmpty()) {
            return;
        }
        var file = found.get();
        var dossier = file.dossier();
        var timelines = Timeline.in(dossier, completed, policy.limits().margin());
        var findings = findings(timelines);
        var comparison = new Comparison(
                trigger,
                file.published(),
                timelines,
                findings,
                new Standpoint(policy, completed, dossier.finalBefore()));
        events.addAll(comparison.events());
        comparison.corrections().forEach(event -> corrections.add(event.eventId()));
        if (home.equals(ROOT)) {
            RootStatus.of(timelines).tell(account);
            accountChanged = true;
        }
        dossier.settle(completed);
        var judged = new CaseFile(dossier, comparison.published(), headline(file, timelines, findings));
        draft.put(home, judged);
        foldingPoint(judged).ifPresent(point -> fold(home, judged, timelines, point));
    }

    private List<Finding> findings(List<Timeline> timelines) {
        var findings = new ArrayList<Finding>();
        for (var rule : policy.rules()) {
            for (var timeline : timelines) {
                for (var breach : Breaches.of(rule, timeline)) {
                    account.membership()
                            .cut(breach)
                            .map(part -> policy.assess(part, trigger.account().id(), trigger.now()))
                            .forEach(findings::add);
                }
            }
        }
        return findings;
    }

    /**
     * Up to when a case file is to be folded, if it is to be. Every file is folded a day after the horizon has passed the
     * first fact of it that it can lose; one that has grown too large loses the older half of its facts at once.
     */
    private Optional<Instant> foldingPoint(CaseFile file) {
        var horizon = account.horizon(policy.limits().horizon());
        var point = horizon.filter(
                        at -> file.headline().foldable().filter(at::isAfter).isPresent())
                .map(at -> at.minus(policy.limits().foldingMargin()));
        if (point.isPresent() || weight(file) <= policy.limits().maxBytes()) {
            return point;
        }
        return Optional.of(middle(file)).filter(file.dossier().finalBefore()::isBefore);
    }

    private static int weight(CaseFile file) {
        return file.dossier().weight()
                + file.published().stream().mapToInt(PublishedViolation::weight).sum();
    }

    /** The time before which the older half of all facts lies, and after the last folding in any case. */
    private Instant middle(CaseFile file) {
        var times = Stream.concat(
                        file.dossier().unfolded(completed),
                        file.published().stream()
                                .map(PublishedViolation::end)
                                .flatMap(Optional::stream)
                                .map(Breach.End::at))
                .sorted()
                .toList();
        return times.isEmpty()
                ? file.dossier().finalBefore()
                : times.get(times.size() / 2).plusSeconds(1);
    }

    private void fold(Subject home, CaseFile file, List<Timeline> timelines, Instant point) {
        if (!point.isAfter(file.dossier().finalBefore())) {
            return;
        }
        if (account.horizon(policy.limits().horizon()).filter(point::isAfter).isPresent()) {
            foldedEarly++;
        }
        var folded = Folding.fold(file.dossier(), timelines, completed, point);
        folded.orphans()
                .forEach(key -> orphans.add(new Verdict.Orphan(
                        key.accessKeyId(), key.changes().last().at())));
        file.dossier().subjects().forEach(draft::remove);
        draft.remove(home);
        var kept = new ArrayList<PublishedViolation>();
        for (var violation : file.published()) {
            if (violation.isOverBefore(point)) {
                forgotten.add(violation.id());
            } else {
                kept.add(violation);
            }
        }
        for (var dossier : folded.dossiers()) {
            var published =
                    kept.stream().filter(violation -> isOf(dossier, violation)).toList();
            kept.removeAll(published);
            judge(draft.open(new CaseFile(dossier, published, Headline.BLANK)));
        }
        // What nothing is known of any more can no longer end.
        kept.forEach(violation -> forgotten.add(violation.id()));
    }

    private static boolean isOf(Dossier dossier, PublishedViolation violation) {
        return violation.keys().keySet().stream()
                        .anyMatch(id -> dossier.facts(id).isPresent())
                || dossier.spellings().stream()
                        .anyMatch(spelling -> spelling.name().equals(violation.name()));
    }

    private Headline headline(CaseFile file, List<Timeline> timelines, List<Finding> findings) {
        var users = timelines.stream()
                .filter(timeline -> !timeline.life().isRoot())
                .filter(timeline -> !timeline.isGone(completed))
                .toList();
        var shownBy = users.stream()
                .map(timeline -> timeline.life().newestSnapshot())
                .reduce((one, other) -> one.equals(other) ? one : OptionalLong.empty())
                .orElse(OptionalLong.empty());
        // Of what is over and final only a state that was seeded has something left to forget.
        var finalBefore = file.dossier().finalBefore();
        var inherited = file.published().stream().anyMatch(violation -> violation.isOverBefore(finalBefore))
                ? Stream.of(finalBefore)
                : Stream.<Instant>empty();
        var times = Stream.concat(inherited, file.dossier().unfolded(completed))
                .sorted()
                .toList();
        var isQuiet =
                timelines.stream().allMatch(timeline -> timeline.existing().isEmpty()) && users.isEmpty();
        return new Headline(
                shownBy.orElse(0),
                findings.stream().map(Finding::due).flatMap(Optional::stream).min(Comparator.naturalOrder()),
                times.stream().findFirst().map(at -> at.plus(policy.limits().foldingPatience())),
                isQuiet ? Optional.of(lastTold(file, timelines, times)) : Optional.empty(),
                users.size(),
                users.stream().mapToInt(timeline -> timeline.existing().size()).sum());
    }

    /** The newest second in which anything is told or concluded: also of a key that a snapshot showed to be gone. */
    private static Instant lastTold(CaseFile file, List<Timeline> timelines, List<Instant> facts) {
        var turns = timelines.stream()
                .map(Timeline::turns)
                .filter(turned -> !turned.isEmpty())
                .map(NavigableMap::lastKey);
        return Stream.of(facts.stream(), turns, Stream.of(file.dossier().finalBefore()))
                .flatMap(times -> times)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * All that comes of it.
     *
     * @throws RejectedException if a set of linked users would take more than may be stored, though all was folded
     */
    Verdict verdict() throws RejectedException {
        for (var home : draft.changedHomes()) {
            if (draft.file(home)
                    .filter(file -> weight(file) > policy.limits().hardMaxBytes())
                    .isPresent()) {
                throw new RejectedException(RejectReason.TOO_LARGE, "too much is known of the users that it is about");
            }
        }
        var before = draft.headlinesBefore();
        var now = draft.headlinesNow();
        var homes = new LinkedHashSet<>(before.keySet());
        homes.addAll(now.keySet());
        var appointments = new ArrayList<Verdict.Appointment>();
        var writes = draft.writes();
        for (var home : homes) {
            var headlineBefore = before.getOrDefault(home, Headline.BLANK);
            var headlineNow = writes.containsKey(home) ? now.getOrDefault(home, Headline.BLANK) : headlineBefore;
            account.tellPopulation(
                    headlineNow.users() - headlineBefore.users(), headlineNow.keys() - headlineBefore.keys());
            // What was due has been taken off already: if it still is (a clock went back), it has to be put there
            // again.
            if (!headlineBefore.due().equals(headlineNow.due()) || trigger.cause() instanceof Cause.Timer) {
                appointments.add(new Verdict.Appointment(home, headlineBefore.due(), headlineNow.due()));
            }
        }
        var status = account.status(trigger.account().id(), trigger.now());
        var all = new LinkedHashMap<>(writes);
        if (accountChanged || !status.equals(statusBefore) || !account.newest().equals(newestBefore)) {
            all.put(ACCOUNT, Optional.of(account));
        }
        if (logChanged) {
            all.put(SNAPSHOTS, Optional.of(new SnapshotLog(completed)));
        }
        return new Verdict(
                all,
                List.copyOf(events),
                Set.copyOf(corrections),
                Optional.of(status).filter(this::looksDifferent),
                List.copyOf(forgotten),
                List.copyOf(appointments),
                List.copyOf(orphans),
                news,
                tooLate,
                drift,
                foldedEarly);
    }

    private boolean looksDifferent(AccountStatus status) {
        return !withoutSeconds(status).equals(withoutSeconds(statusBefore)) || newestBefore.isEmpty();
    }

    private static AccountStatus withoutSeconds(AccountStatus status) {
        return new AccountStatus(
                status.schema(),
                status.accountId(),
                status.name(),
                status.state(),
                status.rootAccessKeys(),
                status.rootSigningCertificates(),
                status.users(),
                status.keys(),
                status.lastEventAt().map(at -> Instant.ofEpochSecond(at.getEpochSecond() / STATUS_LAG)),
                status.lastSnapshot(),
                status.evidenceAsOf(),
                status.drift(),
                Instant.EPOCH,
                status.trails());
    }
}
