package dev.lonekey.detector.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationSchema;
import dev.lonekey.detector.Findings;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.ocsf.FindingSchema;
import dev.lonekey.detector.oracle.Disorder;
import dev.lonekey.detector.oracle.Input;
import dev.lonekey.detector.oracle.RandomHistory;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.violation.CloudTrailTrigger;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Random true histories, told in any order and doubled, end in the violations that an independent oracle expects. One seed
 * alone: {@code mvn test -pl contract,runtime,detector -Dtest=RandomHistoriesTest -Dlonekey.seed=SEED}.
 */
class RandomHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("lonekey.histories", 10_000);
    /** Findings of so many are held against the schemas, which takes longer than all else. */
    private static final int WITH_SCHEMA = 100;

    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    @Test
    void anyOrderOfArrival_endsInTheSameViolations() throws RejectedException, IOException {
        var only = Long.getLong("lonekey.seed");
        var first = only == null ? 0 : only;
        var last = only == null ? HISTORIES - 1L : only;
        for (var seed = first; seed <= last; seed++) {
            var history = RandomHistory.of(seed);
            var events = assertFound(history, Disorder.shuffled(history.inputs(), seed), "shuffled, seed " + seed);
            if (seed < WITH_SCHEMA || only != null) {
                assertEventsAreAsTheSchemasSay(events);
            }
            if (seed % 10 < 2) {
                assertFound(history, history.inputs(), "in true order, seed " + seed);
                assertFound(history, Disorder.reversed(history.inputs()), "reversed, seed " + seed);
                assertFound(history, Disorder.lateTail(history.inputs(), seed), "some late, seed " + seed);
            }
        }
    }

    private static List<ViolationEvent> assertFound(RandomHistory history, List<Input> inputs, String order)
            throws RejectedException {
        var events = events(inputs);
        assertThat(Findings.of(events))
                .as(() -> order + "\n" + history.describe())
                .isEqualTo(history.expected());
        return events;
    }

    private static void assertEventsAreAsTheSchemasSay(List<ViolationEvent> events) throws IOException {
        for (var event : events) {
            assertThat(ViolationSchema.complaints(event.toJson())).isEmpty();
            assertThat(FindingSchema.complaints(event)).isEmpty();
        }
    }

    private static List<ViolationEvent> events(List<Input> inputs) throws RejectedException {
        var accounts = new HashMap<String, InMemoryAccount>();
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
        accounts.values().forEach(RandomHistoriesTest::assertEventsTellTheState);
        return accounts.values().stream()
                .flatMap(account -> account.events().stream())
                .toList();
    }

    private static InMemoryAccount account(Map<String, InMemoryAccount> accounts, String id) {
        return accounts.computeIfAbsent(id, unseen -> new InMemoryAccount(Policy.WITHOUT_HORIZON));
    }

    /** A reader who follows the events must know what the state knows: revisions without gaps, the last one as stored. */
    private static void assertEventsTellTheState(InMemoryAccount account) {
        Map<String, Integer> revisions = new HashMap<>();
        for (var event : account.events()) {
            var revision = revisions.merge(event.violationId(), 1, Integer::sum);
            assertThat(event.revision()).isEqualTo(revision);
            assertThat(event.type() == EventType.OPENED).isEqualTo(revision == 1);
        }
        assertThat(account.published())
                .allSatisfy(known -> assertThat(revisions).containsEntry(known.id(), known.revision()));
        assertThat(account.published()).hasSameSizeAs(revisions.keySet());
    }
}
