package dev.lonekey.detector.audit;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.account.Entries;
import dev.lonekey.detector.account.Entry;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.fact.SnapshotFacts;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.violation.SnapshotTrigger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Judges snapshots in memory: the same core as in the stream, without Kafka, and without a horizon. */
public final class Audit {

    private final Judge judge;
    private final Clock clock;
    private final Map<String, InMemory> accounts = new TreeMap<>();
    private final Map<String, AccountStatus> statuses = new TreeMap<>();
    private final List<ViolationEvent> events = new ArrayList<>();

    /**
     * Nothing is known yet.
     *
     * @param clock processing time
     * @param policy what is a violation, and how bad
     */
    public Audit(Clock clock, Policy policy) {
        this.clock = clock;
        this.judge = new Judge(policy);
    }

    /**
     * Takes in one part.
     *
     * @throws RejectedException if it names what IAM cannot name, or is from the future
     */
    public void add(SnapshotPart part) throws RejectedException {
        var now = clock.instant();
        var margin = judge.policy().limits().margin();
        var entries = accounts.computeIfAbsent(part.accountId(), id -> new InMemory(new HashMap<>()));
        var reading = SnapshotFacts.read(part, margin, now);
        var verdict = judge.part(entries, reading, part, SnapshotTrigger.of(part, margin, now));
        verdict.writes().forEach(entries::put);
        verdict.status().ifPresent(status -> statuses.put(part.accountId(), status));
        events.addAll(verdict.events());
    }

    /** The events so far, in the order of publication. */
    public List<ViolationEvent> events() {
        return List.copyOf(events);
    }

    /** What is known of each account, in the order of their ids. */
    public List<AccountStatus> accounts() {
        return List.copyOf(statuses.values());
    }

    /** Entries that nobody keeps, and that are only ever changed by what is put. */
    private record InMemory(Map<Subject, Entry> stored) implements Entries {

        @Override
        public Optional<Entry> get(Subject subject) {
            return Optional.ofNullable(stored.get(subject));
        }

        @Override
        public void forEachFile(Predicate<Headline> such, BiConsumer<Subject, Headline> visitor) {
            stored.forEach((subject, entry) -> {
                if (entry instanceof CaseFile file && such.test(file.headline())) {
                    visitor.accept(subject, file.headline());
                }
            });
        }

        void put(Subject subject, Optional<Entry> entry) {
            entry.ifPresentOrElse(present -> stored.put(subject, present), () -> stored.remove(subject));
        }
    }
}
