package dev.lonekey.detector.account;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.state.EntryCodec;
import dev.lonekey.detector.violation.PublishedViolation;
import dev.lonekey.detector.violation.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account's entries as the topology keeps them: as bytes. */
public final class InMemoryAccount {

    public static final Account ACCOUNT = new Account("111122223333", "aws", Optional.empty());

    private final Map<Subject, byte[]> stored = new HashMap<>();
    private final List<ViolationEvent> events = new ArrayList<>();

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
        var verdict = Judge.DEFAULT.judge(this::entry, facts, trigger);
        verdict.writes().forEach((subject, entry) -> stored.put(subject, EntryCodec.toBytes(entry)));
        events.addAll(verdict.events());
        return verdict.events();
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

    private Optional<Entry> entry(Subject subject) {
        return Optional.ofNullable(stored.get(subject)).map(EntryCodec::fromBytes);
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
