package dev.lonekey.detector.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That random histories are short, repeatable, and as nasty as they are meant to be. */
class HistoriesTest {
    private static final int HISTORIES = 2_000;
    private static final int OFTEN = HISTORIES / 20;
    private static final Map<HistoryKind, Seen> SEEN = new ConcurrentHashMap<>();

    private record Seen(Map<Nasty, Integer> nasty, Map<String, Integer> violations) {}

    @Test
    void equalSeeds_giveEqualHistories() {
        for (long seed = 0; seed < 80; seed++) {
            assertThat(RandomHistory.of(seed).inputs())
                    .as("seed %s", seed)
                    .isEqualTo(RandomHistory.of(seed).inputs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void histories_areOfUsefulLength(HistoryKind kind) {
        for (long seed = 0; seed < OFTEN; seed++) {
            assertThat(RandomHistory.of(kind, seed).inputs()).hasSizeBetween(18, 80);
        }
    }

    @Test
    void historiesOfCloudTrailAlone_holdEveryKindOfNastinessThatIsNotOfSnapshots() {
        Set<Nasty> ofSnapshots = EnumSet.range(Nasty.LOST, Nasty.USER_REPORTED);
        Map<Nasty, Integer> seen = nasty(HistoryKind.EMPTY);
        assertThat(seen.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(ofSnapshots)));
        assertThat(seen.values()).as(seen::toString).allMatch(times -> times >= OFTEN);
    }

    @Test
    void historiesWithSnapshots_holdEveryKindOfNastinessButLosses() {
        Set<Nasty> ofLosses = EnumSet.of(Nasty.LOST, Nasty.LOST_NAME_CHANGE, Nasty.SHOWN_TOO_LATE);
        Map<Nasty, Integer> seen = nasty(HistoryKind.WITH_SNAPSHOTS);
        assertThat(seen.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(ofLosses)));
        assertThat(seen.values()).as(seen::toString).allMatch(times -> times >= OFTEN);
    }

    @Test
    void historiesWithLosses_holdEveryKindOfNastinessOfSnapshots() {
        Map<Nasty, Integer> seen = nasty(HistoryKind.WITH_LOSSES);
        assertThat(seen.keySet()).containsAll(EnumSet.range(Nasty.LOST, Nasty.USER_REPORTED));
        assertThat(seen).as(seen::toString).allSatisfy((kind, times) -> assertThat(times)
                .isGreaterThanOrEqualTo(kind.compareTo(Nasty.LOST) < 0 ? 1 : OFTEN));
    }

    @Test
    void historiesOfRoot_lookAtRootOften() {
        Map<Nasty, Integer> seen = nasty(HistoryKind.OF_ROOT);
        assertThat(EnumSet.of(
                        Nasty.ROOT_KEY,
                        Nasty.SUMMARY,
                        Nasty.ROOT_UNKNOWN,
                        Nasty.ROOT_HAS_CERTIFICATE,
                        Nasty.CERTIFICATE_CHANGED,
                        Nasty.REPORT,
                        Nasty.REPORT_FROM_CACHE,
                        Nasty.AS_OF_SECOND_OF_A_CALL))
                .allMatch(kind -> seen.getOrDefault(kind, 0) >= HISTORIES / 2, seen.toString());
    }

    @ParameterizedTest
    @EnumSource
    void histories_holdEveryKindOfViolation(HistoryKind kind) {
        Map<String, Integer> seen = seen(kind).violations();
        assertThat(kindsIn(kind)).allMatch(what -> seen.getOrDefault(what, 0) >= HISTORIES / 200, seen.toString());
    }

    private static List<String> kindsOf(ExpectedViolation violation) {
        List<String> kinds = new ArrayList<>();
        kinds.add(
                violation.rule().id() + " " + violation.reason().map(Enum::name).orElse("open"));
        if (violation.keys().contains(ExpectedViolation.UNIDENTIFIED)) {
            kinds.add(violation.rule().id() + " with unidentified keys");
        }
        if (violation.keys().size() > 2) {
            kinds.add("more than two keys");
        }
        return kinds;
    }

    private static Set<String> kindsIn(HistoryKind kind) {
        String user = WatchedRule.IAM_USER_MULTIPLE_ACTIVE_KEYS.id();
        String root = WatchedRule.ROOT_ACCESS_KEY_PRESENT.id();
        String certificate = WatchedRule.ROOT_SIGNING_CERTIFICATE_PRESENT.id();
        Set<String> kinds = new TreeSet<>(Set.of(
                "more than two keys",
                user + " open",
                user + " KEY_DELETED",
                user + " KEY_DEACTIVATED",
                root + " open",
                root + " KEY_DELETED"));
        if (kind.compareTo(HistoryKind.WITH_SNAPSHOTS) >= 0) {
            kinds.addAll(Set.of(
                    root + " with unidentified keys", certificate + " open", certificate + " ABSENT_FROM_SNAPSHOT"));
        }
        if (kind.compareTo(HistoryKind.WITH_SNAPSHOTS) > 0) {
            kinds.addAll(Set.of(
                    user + " with unidentified keys",
                    user + " USER_DELETED",
                    user + " ABSENT_FROM_SNAPSHOT",
                    root + " ABSENT_FROM_SNAPSHOT"));
        }
        return kinds;
    }

    private static Map<Nasty, Integer> nasty(HistoryKind kind) {
        return seen(kind).nasty();
    }

    private static Seen seen(HistoryKind kind) {
        return SEEN.computeIfAbsent(kind, any -> {
            Seen seen = new Seen(new EnumMap<>(Nasty.class), new TreeMap<>());
            for (long seed = 0; seed < HISTORIES; seed++) {
                RandomHistory history = RandomHistory.of(kind, seed);
                history.nasty().forEach((nasty, times) -> seen.nasty().merge(nasty, times, Integer::sum));
                history.expected().forEach(violation -> kindsOf(violation)
                        .forEach(what -> seen.violations().merge(what, 1, Integer::sum)));
            }
            return seen;
        });
    }
}
