package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lonekey.detector.oracle.ExpectedViolation.Reason;
import dev.lonekey.detector.oracle.KeyFacts.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Evaluates CloudTrail records and parts of snapshots in the most naive way: sorts them all, then looks at the end of every second in which something happened. */
public final class BruteForce {
    private final String account;
    private final Ownership ownership;
    private final Snapshots snapshots;
    private final boolean inactiveRootKeysCount;

    private BruteForce(String account, List<Call> calls, Snapshots snapshots, boolean inactiveRootKeysCount) {
        this.account = account;
        this.snapshots = snapshots;
        this.ownership = new Ownership(calls, snapshots);
        this.inactiveRootKeysCount = inactiveRootKeysCount;
    }

    /** The violations that inputs in any order tell of, by the default configuration. */
    public static Set<ExpectedViolation> violations(Collection<Input> inputs) {
        return violations(inputs, true);
    }

    /** The same with {@code root.inactive-keys: ignore}. */
    public static Set<ExpectedViolation> violationsIgnoringInactiveRootKeys(Collection<Input> inputs) {
        return violations(inputs, false);
    }

    private static Set<ExpectedViolation> violations(Collection<Input> inputs, boolean inactiveRootKeysCount) {
        Map<String, Map<String, Call>> calls = new TreeMap<>();
        Map<String, Set<JsonNode>> parts = new TreeMap<>();
        for (Input input : new HashSet<>(inputs)) {
            Call call = Call.parse(input.json());
            if (input.kind() == Input.Kind.CLOUDTRAIL) {
                calls.computeIfAbsent(call.account(), any -> new HashMap<>()).put(call.eventId(), call);
            } else {
                String account = call.json().path("accountId").asText();
                parts.computeIfAbsent(account, any -> new HashSet<>()).add(call.json());
            }
        }
        Set<String> accounts = new TreeSet<>(calls.keySet());
        accounts.addAll(parts.keySet());
        Set<ExpectedViolation> all = new HashSet<>();
        for (String account : accounts) {
            List<Call> sorted = calls.getOrDefault(account, Map.of()).values().stream()
                    .sorted(Comparator.comparingLong(Call::second).thenComparing(Call::eventId))
                    .toList();
            Snapshots snapshots = new Snapshots(parts.getOrDefault(account, Set.of()));
            all.addAll(new BruteForce(account, sorted, snapshots, inactiveRootKeysCount).evaluate());
        }
        return all;
    }

    private Set<ExpectedViolation> evaluate() {
        Set<ExpectedViolation> violations = new HashSet<>(judge(ExpectedViolation.ROOT, ownership.keysOfRoot()));
        ownership.keysOfUsers().forEach((life, keys) -> violations.addAll(judge(life.name(), keys)));
        violations.addAll(judgeCertificates());
        return violations;
    }

    private List<ExpectedViolation> judge(String principal, Map<String, KeyFacts> keys) {
        boolean isRoot = principal.equals(ExpectedViolation.ROOT);
        BiPredicate<KeyFacts, Long> counts =
                !isRoot ? KeyFacts::isActiveAt : inactiveRootKeysCount ? KeyFacts::existsAt : KeyFacts::mayBeActiveAt;
        SortedSet<Long> seconds = new TreeSet<>();
        keys.values().forEach(key -> key.facts().forEach(fact -> seconds.add(fact.second())));
        Watch watch = new Watch(WatchedRule.watching(principal));
        for (long second : seconds) {
            Set<String> counted = keys.keySet().stream()
                    .filter(key -> counts.test(keys.get(key), second))
                    .collect(Collectors.toSet());
            watch.endOfSecond(second, counted, lost -> lost.stream()
                    .map(key -> whyLost(keys.get(key), second, isRoot && inactiveRootKeysCount))
                    .min(Comparator.naturalOrder())
                    .orElseThrow());
        }
        return watch.violations(account, principal);
    }

    private static Reason whyLost(KeyFacts key, long second, boolean inactiveCounts) {
        if (key.has(Kind.DELETED, second)) {
            return Reason.KEY_DELETED;
        }
        if (key.has(Kind.USER_GONE, second) && !key.existsAt(second)) {
            return Reason.USER_DELETED;
        }
        boolean deactivated = key.has(Kind.INACTIVE, second) || key.has(Kind.LISTED_INACTIVE, second);
        return deactivated && !inactiveCounts ? Reason.KEY_DEACTIVATED : Reason.ABSENT_FROM_SNAPSHOT;
    }

    private List<ExpectedViolation> judgeCertificates() {
        Watch watch = new Watch(WatchedRule.ROOT_SIGNING_CERTIFICATE_PRESENT);
        snapshots.certificates().forEach((second, present) -> {
            Set<String> counted = present ? Set.of(ExpectedViolation.SIGNING_CERTIFICATE) : Set.of();
            watch.endOfSecond(second, counted, lost -> Reason.ABSENT_FROM_SNAPSHOT);
        });
        return watch.violations(account, ExpectedViolation.ROOT);
    }
}
