package dev.lonekey.detector.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The naive evaluator against the truth of simulated accounts. */
class OracleTest {
    private static final int HISTORIES = 1_000;

    @ParameterizedTest
    @EnumSource
    void anyOrder_givesTheSame(HistoryKind kind) {
        for (long seed = 0; seed < HISTORIES / 5; seed++) {
            RandomHistory history = RandomHistory.of(kind, seed);
            Set<ExpectedViolation> expected = history.expected();
            for (List<Input> arrivals : List.of(
                    Disorder.shuffled(history.inputs(), seed),
                    Disorder.reversed(history.inputs()),
                    Disorder.lateTail(history.inputs(), seed))) {
                assertThat(BruteForce.violations(arrivals))
                        .as(history::describe)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNothingIsLostOrUnheardOf_bruteForceFindsTheTruth(HistoryKind kind) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = RandomHistory.of(kind, seed);
            if (history.isAllTold()) {
                assertThat(withoutCertificates(BruteForce.violations(history.inputs())))
                        .as(history::describe)
                        .isEqualTo(history.truth());
            }
        }
    }

    @Test
    void inhabitedAccounts_recordsNeverTellMoreThanTheTruth() {
        int lessThanTheTruth = 0;
        for (long seed = 0; seed < HISTORIES / 2; seed++) {
            RandomHistory history = RandomHistory.inhabited(seed);
            assertThat(history.expected())
                    .as(() -> history.describe() + "\ntruth: " + history.truth())
                    .allMatch(each -> history.truth().stream().anyMatch(each::within));
            lessThanTheTruth += history.expected().equals(history.truth()) ? 0 : 1;
        }
        assertThat(lessThanTheTruth).isBetween(HISTORIES / 8, HISTORIES / 2);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"WITH_.*", "OF_ROOT"})
    void completedSnapshotAtTheEnd_tellsWhatIsTrulyOpen(HistoryKind kind) {
        int compared = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = RandomHistory.of(kind, seed);
            if (history.endsWithSnapshot()) {
                Map<OpenRule, Set<String>> told = open(history);
                told.keySet().removeIf(each -> isUnknown(each, history));
                assertThat(told.keySet())
                        .as(history::describe)
                        .isEqualTo(history.trulyOpen().keySet());
                assertThat(history.trulyOpen())
                        .as(history::describe)
                        .allSatisfy((rule, keys) -> assertThat(told.get(rule)).containsAll(keys));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(HISTORIES / 2);
    }

    /** Of two users who bore a name during a listing, neither known by id or key, the listing may mean either. */
    @Test
    void whereNothingIsLost_snapshotsNeverTellMoreThanTheTruth() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = RandomHistory.withSnapshots(seed);
            assertThat(withoutCertificates(history.expected()))
                    .as(() -> history.describe() + "\ntruth: " + history.truth())
                    .filteredOn(each -> !each.keys().contains(ExpectedViolation.UNIDENTIFIED))
                    .allMatch(each -> history.truth().stream().anyMatch(each::withinOfSomebody));
        }
    }

    private static Set<ExpectedViolation> withoutCertificates(Set<ExpectedViolation> violations) {
        return violations.stream()
                .filter(each -> each.rule() != WatchedRule.ROOT_SIGNING_CERTIFICATE_PRESENT)
                .collect(Collectors.toSet());
    }

    private static Map<OpenRule, Set<String>> open(RandomHistory history) {
        return history.expected().stream()
                .filter(each -> each.resolvedAt().isEmpty())
                .collect(Collectors.toMap(
                        each -> new OpenRule(each.account(), each.rule(), each.principal()), ExpectedViolation::keys));
    }

    private static boolean isUnknown(OpenRule open, RandomHistory history) {
        return open.principal().equals(ExpectedViolation.ROOT)
                && history.govCloudAccounts().contains(open.account());
    }
}
