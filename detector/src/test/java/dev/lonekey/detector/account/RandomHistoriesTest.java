package dev.lonekey.detector.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.oracle.Disorder;
import dev.lonekey.detector.oracle.ExpectedViolation;
import dev.lonekey.detector.oracle.RandomHistory;
import dev.lonekey.detector.oracle.WatchedRule;
import dev.lonekey.detector.violation.CloudTrailTrigger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random true histories, told in any order and doubled, end in the violations that an independent oracle expects. One seed
 * alone: {@code mvn test -pl contract,detector -Dtest=RandomHistoriesTest -Dlonekey.seed=SEED}.
 */
class RandomHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("lonekey.histories", 10_000);
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    @Test
    void anyOrderOfArrival_endsInTheTruth() throws RejectedException {
        var only = Long.getLong("lonekey.seed");
        var first = only == null ? 0 : only;
        var last = only == null ? HISTORIES - 1L : only;
        for (var seed = first; seed <= last; seed++) {
            var history = RandomHistory.of(seed);
            var shuffled = Disorder.shuffled(history.records(), seed);
            assertThat(found(shuffled))
                    .as("seed %d, shuffled%n%s", seed, history.describe())
                    .isEqualTo(history.expected());
            if (seed % 10 == 0) {
                assertThat(found(history.records()))
                        .as("seed %d, in true order%n%s", seed, history.describe())
                        .isEqualTo(history.expected());
                assertThat(found(Disorder.reversed(history.records())))
                        .as("seed %d, reversed%n%s", seed, history.describe())
                        .isEqualTo(history.expected());
                assertThat(found(Disorder.lateTail(history.records(), seed)))
                        .as("seed %d, some late%n%s", seed, history.describe())
                        .isEqualTo(history.expected());
            }
        }
    }

    private static Set<ExpectedViolation> found(List<byte[]> records) throws RejectedException {
        var accounts = new HashMap<String, InMemoryAccount>();
        for (var json : records) {
            var record = CloudTrailRecord.parse(json);
            var reading = CloudTrailFacts.read(record, NOW);
            if (reading.kind() != Reading.Kind.IGNORED) {
                accounts.computeIfAbsent(record.account(), id -> new InMemoryAccount())
                        .tellAtOnce(reading.facts(), CloudTrailTrigger.of(record, NOW));
            }
        }
        accounts.values().forEach(RandomHistoriesTest::assertEventsTellTheState);
        return accounts.values().stream()
                .flatMap(account -> account.violations().stream())
                .map(RandomHistoriesTest::asExpected)
                .collect(Collectors.toSet());
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

    private static ExpectedViolation asExpected(ViolationEvent event) {
        var rule = Arrays.stream(WatchedRule.values())
                .filter(watched -> watched.id().equals(event.rule().id()))
                .findFirst()
                .orElseThrow();
        return new ExpectedViolation(
                event.account().id(),
                rule,
                event.principal().type() == PrincipalType.ROOT
                        ? ExpectedViolation.ROOT
                        : event.principal().name().toLowerCase(Locale.ROOT),
                event.openedAt(),
                event.resolvedAt(),
                event.resolution().map(reason -> ExpectedViolation.Reason.valueOf(reason.name())),
                event.keys().stream()
                        .map(ViolationEvent.Key::accessKeyId)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
