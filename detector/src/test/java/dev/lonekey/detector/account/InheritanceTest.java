package dev.lonekey.detector.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.oracle.Disorder;
import dev.lonekey.detector.oracle.Input;
import dev.lonekey.detector.oracle.RandomHistory;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.violation.CloudTrailTrigger;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account whose state is lost, made anew out of what was published of it, and told everything again. */
class InheritanceTest {

    private static final int HISTORIES = Integer.getInteger("lonekey.histories", 2_000);
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    @Test
    void toldAgainInTheSameOrder_publishesNothing() throws RejectedException {
        var seeded = 0; var bad = 0; var badSeed = 0;
        for (var seed = 0L; seed < HISTORIES; seed++) {
            var history = RandomHistory.of(seed);
            for (var inputs : List.of(history.inputs(), Disorder.lateTail(history.inputs(), seed))) {
            var before = told(new HashMap<>(), inputs);
            var after = new HashMap<String, InMemoryAccount>();
            for (var entry : before.entrySet()) {
                var newest = newest(entry.getValue());
                if (!newest.isEmpty()) {
                    seeded++;
                    var account = new InMemoryAccount(Policy.WITHOUT_HORIZON);
                    var e = account.inherit(newest, Instant.EPOCH, NOW);
                    if (!e.isEmpty()) { badSeed++; System.err.println("SEED " + seed + " " + e.get(0).type() + e.get(0).changes() + e.get(0).resolution()); }
                    after.put(entry.getKey(), account);
                }
            }
            after.values().forEach(a -> a.events().clear());
            told(after, inputs);
            for (var id : before.keySet()) {
                if (!newest(before.get(id)).isEmpty() && !after.get(id).events().isEmpty()) {
                    var e = after.get(id).events().get(0);
                    bad++; if (bad < 30) System.err.println("AGAIN " + seed + " " + e.type() + e.changes() + e.resolution() + " " + e.rule().id());
                }
            }
            }
        }
        System.err.println(seeded + " seeded, seed events " + badSeed + ", again " + bad);
        assertThat(bad).isZero();
    }

    static List<ViolationEvent> newest(InMemoryAccount account) {
        var newest = new LinkedHashMap<String, ViolationEvent>();
        account.events().forEach(event -> newest.put(event.violationId(), event));
        return List.copyOf(newest.values());
    }

    private static Map<String, InMemoryAccount> told(Map<String, InMemoryAccount> accounts, List<Input> inputs)
            throws RejectedException {
        for (var input : inputs) {
            if (input.kind() == Input.Kind.SNAPSHOT) {
                var part = SnapshotPart.parse(input.json());
                account(accounts, part.accountId()).tell(part, NOW);
            } else {
                var record = CloudTrailRecord.parse(input.json());
                var reading = CloudTrailFacts.read(record, NOW);
                if (reading.kind() != Reading.Kind.IGNORED) {
                    account(accounts, record.account()).tellAtOnce(reading.facts(), CloudTrailTrigger.of(record, NOW));
                }
            }
        }
        return accounts;
    }

    private static InMemoryAccount account(Map<String, InMemoryAccount> accounts, String id) {
        return accounts.computeIfAbsent(id, unseen -> new InMemoryAccount(Policy.WITHOUT_HORIZON));
    }
}
