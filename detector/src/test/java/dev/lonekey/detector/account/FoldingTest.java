package dev.lonekey.detector.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.oracle.HistoryKind;
import dev.lonekey.detector.oracle.Input;
import dev.lonekey.detector.oracle.RandomHistory;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.violation.CloudTrailTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a horizon has passed is forgotten, and nobody who looks at what came later can tell. */
class FoldingTest {

    private static final int HISTORIES = Integer.getInteger("lonekey.foldings", 1_000);
    /** Where events are lost, what comes later corrects what was before; of what is final that can no longer be said. */
    private static final List<HistoryKind> KINDS = List.of(HistoryKind.EMPTY, HistoryKind.WITH_SNAPSHOTS);

    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration HORIZON = Duration.ofHours(6);

    @Test
    void historiesInOrder_endAsIfNothingHadBeenForgotten() throws RejectedException {
        var forgotten = 0;
        var differences = new ArrayList<String>();
        for (var seed = 0L; seed < HISTORIES; seed++) {
            // Given
            var history = RandomHistory.of(KINDS.get((int) (seed % KINDS.size())), seed);
            // When
            var whole = told(history, Optional.empty());
            var folded = told(history, Optional.of(HORIZON));
            // Then
            for (var account : whole.keySet()) {
                forgotten += folded.get(account).forgotten().size();
                var newest = folded.get(account).newest();
                var expected = later(whole.get(account), newest);
                var actual = later(folded.get(account), newest);
                if (!actual.equals(expected)) {
                    differences.add("seed %d%nwhole  %s%nfolded %s%n".formatted(seed, expected, actual));
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(forgotten).isGreaterThan(HISTORIES / 10);
    }

    /** What was not over when the horizon passed: principal, end, and start where that is not final. */
    private static List<String> later(InMemoryAccount account, Instant newest) {
        return account.violations().stream()
                .filter(event -> event.resolvedAt()
                        .filter(end -> end.isBefore(newest.minus(HORIZON)))
                        .isEmpty())
                .map(event -> inShort(event, newest.minus(HORIZON.dividedBy(2))))
                .sorted()
                .toList();
    }

    private static String inShort(ViolationEvent event, Instant surelyKept) {
        var from = event.openedAt().isBefore(surelyKept)
                ? "earlier"
                : event.openedAt().toString();
        return event.rule().id() + " " + event.principal().name().toLowerCase(Locale.ROOT) + " " + from + " "
                + event.resolvedAt().map(Instant::toString).orElse("open") + " " + event.resolution()
                + event.keys().stream()
                        .filter(key -> key.status() != ViolationEvent.KeyStatus.DELETED)
                        .map(key -> key.accessKeyId() + key.status())
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    private static Map<String, InMemoryAccount> told(RandomHistory history, Optional<Duration> horizon)
            throws RejectedException {
        var usual = Limits.DEFAULT;
        var policy = new Policy(
                Rules.ALL,
                Optional.empty(),
                List.of(),
                new Limits(usual.margin(), usual.alertMaxAge(), usual.driftAfter(), horizon, Integer.MAX_VALUE));
        var accounts = new HashMap<String, InMemoryAccount>();
        for (var input : history.inputs()) {
            if (input.kind() == Input.Kind.SNAPSHOT) {
                var part = SnapshotPart.parse(input.json());
                account(accounts, part.accountId(), policy).tell(part, NOW);
            } else {
                var record = CloudTrailRecord.parse(input.json());
                var reading = CloudTrailFacts.read(record, NOW);
                if (reading.kind() != Reading.Kind.IGNORED) {
                    account(accounts, record.account(), policy)
                            .tellAtOnce(reading.facts(), CloudTrailTrigger.of(record, NOW));
                }
            }
            accounts.values().forEach(account -> account.judgeAll(NOW));
        }
        return accounts;
    }

    private static InMemoryAccount account(Map<String, InMemoryAccount> accounts, String id, Policy policy) {
        return accounts.computeIfAbsent(id, unseen -> new InMemoryAccount(policy));
    }
}
