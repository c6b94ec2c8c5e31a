package dev.lonekey.detector.account;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.fact.SnapshotFacts;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.state.EntryCodec;
import dev.lonekey.detector.violation.PublishedViolation;
import dev.lonekey.detector.violation.SnapshotTrigger;
import dev.lonekey.detector.violation.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** An account's entries as the topology keeps them: as bytes. */
public final class InMemoryAccount implements Entries {

    public static final Account ACCOUNT = new Account("111122223333", "aws", Optional.empty());

    private final Map<Subject, byte[]> stored = new HashMap<>();
    private final Map<Subject, Instant> agenda = new HashMap<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<Verdict.Orphan> orphans = new ArrayList<>();
    private Judge judge;
    private Optional<AccountStatus> status = Optional.empty();
    private int reads;
    private int tooLate;
    private int foldedEarly;
    private int rejected;
    private final List<ViolationEvent> events = new ArrayList<>();

    public InMemoryAccount() {
        this(Policy.DEFAULT);
    }

    public InMemoryAccount(Policy policy) {
        judge = new Judge(policy);
    }

    /** Tells facts one by one, each as if a record of its own. */
    public List<ViolationEvent> tell(Fact... facts) {
        var told = new ArrayList<ViolationEvent>();
        Arrays.stream(facts).forEach(fact -> told.addAll(tellAtOnce(List.of(fact), fact.at())));
        return told;
    }

    /** Tells the facts of one record. */
    public List<ViolationEvent> tellAtOnce(List<Fact> facts, Instant now) {
        return tellAtOnce(facts, trigger(now));
    }

    public List<ViolationEvent> tellAtOnce(List<Fact> facts, Trigger trigger) {
        var reading = new Reading(Reading.Kind.USED, facts, Set.of());
        var at = facts.stream().map(Fact::at).max(Instant::compareTo).orElse(Instant.EPOCH);
        return take(() -> judge.event(this, reading, at, trigger));
    }

    /** Tells what was read out of one record. */
    public void tell(Reading reading, Instant at) {
        take(() -> judge.event(this, reading, at, trigger(at)));
    }

    /** Begins with what was published of an account, as after a reset. */
    public List<ViolationEvent> inherit(List<ViolationEvent> newest, Instant toldAgainSince, Instant now) {
        var account = newest.get(0).account();
        return take(() ->
                judge.inherit(this, newest, toldAgainSince, new Trigger(account, new Cause.Configuration(), now)));
    }

    /** Tells a part of a snapshot, as soon as it is taken. */
    public List<ViolationEvent> tell(SnapshotPart part) {
        return tell(part, part.newest());
    }

    public List<ViolationEvent> tell(SnapshotPart part, Instant now) {
        try {
            var margin = judge.policy().limits().margin();
            var reading = SnapshotFacts.read(part, margin, now);
            return take(() -> judge.part(this, reading, part, SnapshotTrigger.of(part, margin, now)));
        } catch (RejectedException rejection) {
            throw new IllegalArgumentException(rejection);
        }
    }

    /** Lets time go by: whatever is due is judged anew. */
    public List<ViolationEvent> passTo(Instant now) {
        var due = agenda.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        var told = new ArrayList<ViolationEvent>();
        due.forEach(home -> {
            agenda.remove(home);
            told.addAll(take(() -> judge.again(this, home, new Trigger(ACCOUNT, new Cause.Timer(), now))));
        });
        return told;
    }

    /** Goes on under another configuration, and judges everything anew. */
    public List<ViolationEvent> configure(Policy policy, Instant now) {
        judge = new Judge(policy);
        return judgeAll(now);
    }

    /** Judges everything anew, as a round does. */
    public List<ViolationEvent> judgeAll(Instant now) {
        var told = new ArrayList<ViolationEvent>();
        List.copyOf(stored.keySet())
                .forEach(home -> told.addAll(
                        take(() -> judge.again(this, home, new Trigger(ACCOUNT, new Cause.Configuration(), now)))));
        return told;
    }

    private interface Judgement {
        Verdict come() throws RejectedException;
    }

    private List<ViolationEvent> take(Judgement judgement) {
        try {
            return take(judgement.come());
        } catch (RejectedException rejection) {
            rejected++;
            return List.of();
        }
    }

    private List<ViolationEvent> take(Verdict verdict) {
        verdict.writes()
                .forEach((subject, entry) -> entry.ifPresentOrElse(
                        present -> stored.put(subject, EntryCodec.toBytes(present)), () -> stored.remove(subject)));
        verdict.appointments().forEach(appointment -> appointment
                .now()
                .ifPresentOrElse(at -> agenda.put(appointment.home(), at), () -> agenda.remove(appointment.home())));
        verdict.status().ifPresent(told -> status = Optional.of(told));
        forgotten.addAll(verdict.forgotten());
        tooLate += verdict.tooLate();
        foldedEarly += verdict.foldedEarly();
        orphans.addAll(verdict.orphans());
        events.addAll(verdict.events());
        return verdict.events();
    }

    @Override
    public Optional<Entry> get(Subject subject) {
        reads++;
        return Optional.ofNullable(stored.get(subject)).map(EntryCodec::fromBytes);
    }

    @Override
    public void forEachFile(Predicate<Headline> such, BiConsumer<Subject, Headline> visitor) {
        Map.copyOf(stored).forEach((subject, bytes) -> EntryCodec.headline(bytes)
                .filter(such)
                .ifPresent(headline -> visitor.accept(subject, headline)));
    }

    /** The account's status as it was published last. */
    public AccountStatus status() {
        return status.orElseThrow();
    }

    /** Judges what the horizon has passed, as a round does. */
    public void goRound(Instant now) {
        var horizon = newest().minus(judge.policy().limits().horizon().orElseThrow());
        var due = new ArrayList<Subject>();
        forEachFile(
                headline -> headline.foldable().filter(horizon::isAfter).isPresent(),
                (home, headline) -> due.add(home));
        due.forEach(home -> take(() -> judge.again(this, home, new Trigger(ACCOUNT, new Cause.Timer(), now))));
    }

    /** How many bytes are stored of a user, references included. */
    public int bytesOf(String user) {
        var home = new Subject.OfName(Told.name(user));
        return ((CaseFile) get(home).orElseThrow())
                .dossier()
                .subjects()
                .mapToInt(subject -> stored.get(subject).length)
                .sum();
    }

    /** The newest time that anything told of. */
    public Instant newest() {
        return get(new Subject.OfAccount())
                .map(AccountFile.class::cast)
                .flatMap(AccountFile::newest)
                .orElse(Instant.EPOCH);
    }

    /** Ids of violations that are no longer kept. */
    public List<String> forgotten() {
        return forgotten;
    }

    /** How often an entry was read. */
    public int reads() {
        return reads;
    }

    public int tooLate() {
        return tooLate;
    }

    public int rejected() {
        return rejected;
    }

    public int foldedEarly() {
        return foldedEarly;
    }

    public List<Verdict.Orphan> orphans() {
        return orphans;
    }

    /** The largest entry that is stored, in bytes. */
    public int largestEntry() {
        return stored.values().stream().mapToInt(bytes -> bytes.length).max().orElse(0);
    }

    /** How many entries are stored. */
    public int entries() {
        return stored.size();
    }

    public List<ViolationEvent> events() {
        return events;
    }

    /** The newest event of each violation, without those that never were. */
    public List<ViolationEvent> violations() {
        var newest = new LinkedHashMap<String, ViolationEvent>();
        events.forEach(event -> newest.put(event.violationId(), event));
        return newest.values().stream()
                .filter(event -> event.type() != EventType.RESOLVED
                        || event.resolution().orElseThrow() != ViolationEvent.Resolution.RETRACTED)
                .toList();
    }

    /** What the state says was published. */
    public List<PublishedViolation> published() {
        return stored.values().stream()
                .map(EntryCodec::fromBytes)
                .filter(CaseFile.class::isInstance)
                .flatMap(entry -> ((CaseFile) entry).published().stream())
                .toList();
    }

    /** The bytes that are stored in all. */
    public int size() {
        return stored.values().stream().mapToInt(bytes -> bytes.length).sum();
    }

    public static Trigger trigger(Instant now) {
        return new Trigger(
                ACCOUNT,
                new Cause.CloudTrail(
                        Optional.of("8a2c5a2e-0001-4000-8000-000000000001"),
                        "CreateAccessKey",
                        now,
                        new Cause.Actor(Optional.of("IAMUser"), Optional.empty(), Optional.empty()),
                        Optional.of("203.0.113.7"),
                        Optional.of("aws-cli/2.15.0"),
                        Optional.of("us-east-1")),
                now);
    }
}
