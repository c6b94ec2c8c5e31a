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

/** Accounts whose state is lost, made anew out of what was published of them, and told everything again. */
class InheritanceTest {

    private static final int HISTORIES = Integer.getInteger("lonekey.inherited", 40);
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    /** So many of a hundred accounts may hear of something anew: users who take each other's names within seconds. */
    private static final int HOSTILE_PERCENT = 15;

    private int accounts;
    private int publishedAgain;

    @Test
    void toldEverythingAgain_revisionsGoOnAndHardlyAnythingIsNews() throws RejectedException {
        for (var seed = 0L; seed < HISTORIES; seed++) {
            var history = RandomHistory.of(seed);
            assertInherited(history.inputs(), seed);
            assertInherited(Disorder.lateTail(history.inputs(), seed), seed);
        }
        assertThat(accounts).isGreaterThan(HISTORIES);
        assertThat(publishedAgain * 100)
                .as("%d of %d accounts", publishedAgain, accounts)
                .isLessThan(accounts * HOSTILE_PERCENT);
    }

    private void assertInherited(List<Input> inputs, long seed) throws RejectedException {
        var before = told(new HashMap<>(), inputs);
        before.values().removeIf(account -> account.events().isEmpty());
        var after = new HashMap<String, InMemoryAccount>();
        before.forEach((id, account) -> {
            after.put(id, new InMemoryAccount(Policy.WITHOUT_HORIZON));
            after.get(id).inherit(newest(account), Instant.EPOCH, NOW);
        });
        told(after, inputs);
        for (var id : before.keySet()) {
            accounts++;
            var again = after.get(id).events();
            publishedAgain += again.isEmpty() ? 0 : 1;
            var revisions = new HashMap<String, Integer>();
            newest(before.get(id)).forEach(event -> revisions.put(event.violationId(), event.revision()));
            for (var event : again) {
                assertThat(event.revision())
                        .as("revision of %s, seed %d", event.violationId(), seed)
                        .isEqualTo(revisions.merge(event.violationId(), 1, Integer::sum));
            }
        }
    }

    private static List<ViolationEvent> newest(InMemoryAccount account) {
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
