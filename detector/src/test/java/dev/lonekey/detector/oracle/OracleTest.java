package dev.lonekey.detector.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final int HISTORIES = 2_000;
    private static final int INHABITED = 1_000;

    @Test
    void emptyAccounts_bruteForceFindsTheTruthInAnyOrder() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = RandomHistory.empty(seed);
            assertThat(BruteForce.violations(Disorder.shuffled(history.records(), seed)))
                    .as(history::describe)
                    .isEqualTo(history.expected());
        }
    }

    @Test
    void inhabitedAccounts_recordsNeverTellMoreThanTheTruth() {
        int lessThanTheTruth = 0;
        for (long seed = 0; seed < INHABITED; seed++) {
            RandomHistory history = RandomHistory.inhabited(seed);
            Set<ExpectedViolation> told = BruteForce.violations(Disorder.shuffled(history.records(), seed));
            assertThat(told).as(history::describe).isEqualTo(history.expected());
            assertThat(told)
                    .as(() -> history.describe() + "\ntruth: " + history.truth())
                    .allMatch(each -> history.truth().stream().anyMatch(each::within));
            lessThanTheTruth += told.equals(history.truth()) ? 0 : 1;
        }
        assertThat(lessThanTheTruth).isBetween(INHABITED / 4, INHABITED);
    }

    @Test
    void equalSeeds_giveEqualHistories() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(RandomHistory.of(seed).records())
                    .as("seed %s", seed)
                    .usingRecursiveComparison()
                    .isEqualTo(RandomHistory.of(seed).records());
        }
    }

    @Test
    void histories_holdEveryKindOfNastiness() {
        Map<Nasty, Integer> seen = new EnumMap<>(Nasty.class);
        LongStream.range(0, HISTORIES).forEach(seed -> RandomHistory.empty(seed)
                .nasty()
                .forEach((kind, times) -> seen.merge(kind, times, Integer::sum)));
        assertThat(seen).containsOnlyKeys(Nasty.values());
        assertThat(seen.values()).as(seen::toString).allMatch(times -> times >= HISTORIES / 20);
    }

    @Test
    void histories_areOfUsefulLengthAndHoldEveryKindOfViolation() {
        List<ExpectedViolation> all = new ArrayList<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = RandomHistory.empty(seed);
            assertThat(history.records()).hasSizeBetween(18, 75);
            all.addAll(history.expected());
        }
        Map<String, Long> kinds = all.stream()
                .collect(Collectors.groupingBy(
                        each -> each.rule().id()
                                + each.reason().map(reason -> " " + reason).orElse(" open"),
                        Collectors.counting()));
        assertThat(kinds)
                .containsOnlyKeys(
                        "iam-user-multiple-active-keys open",
                        "iam-user-multiple-active-keys KEY_DELETED",
                        "iam-user-multiple-active-keys KEY_DEACTIVATED",
                        "root-access-key-present open",
                        "root-access-key-present KEY_DELETED");
        assertThat(kinds.values()).as(kinds::toString).allMatch(times -> times >= HISTORIES / 20);
        assertThat(all.stream().filter(hasMoreKeysThan(2))).hasSizeGreaterThan(HISTORIES / 20);
    }

    private static Predicate<ExpectedViolation> hasMoreKeysThan(int number) {
        return violation -> violation.keys().size() > number;
    }
}
