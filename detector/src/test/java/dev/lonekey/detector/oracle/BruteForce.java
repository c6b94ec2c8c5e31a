package dev.lonekey.detector.oracle;

import dev.lonekey.detector.oracle.ExpectedViolation.Reason;
import dev.lonekey.detector.oracle.KeyFacts.Fact;
import dev.lonekey.detector.oracle.KeyFacts.Kind;
import dev.lonekey.detector.oracle.Lives.Life;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Evaluates CloudTrail records in the most naive way: sorts them all, then looks at the end of every second in which something happened. Takes it that no record is lost, so it never brings back keys of a
 * user whose deletion proves wrong.
 */
final class BruteForce {
    private final String account;
    private final List<Call> calls;
    private final BiPredicate<KeyFacts, Long> rootKeyCounts;
    private final Map<String, List<Fact>> told = new TreeMap<>();
    private final Map<String, Call> newestNaming = new HashMap<>();
    private final Map<String, Long> createdAt = new HashMap<>();
    private final Map<String, Call> firstUse = new HashMap<>();

    private BruteForce(String account, List<Call> calls, BiPredicate<KeyFacts, Long> rootKeyCounts) {
        this.account = account;
        this.calls = calls;
        this.rootKeyCounts = rootKeyCounts;
    }

    static Set<ExpectedViolation> violations(List<byte[]> records) {
        return violations(records, KeyFacts::existsAt);
    }

    /** The same where inactive keys of root are ignored. */
    static Set<ExpectedViolation> violationsByActiveKeysAlone(List<byte[]> records) {
        return violations(records, KeyFacts::isActiveAt);
    }

    private static Set<ExpectedViolation> violations(List<byte[]> records, BiPredicate<KeyFacts, Long> rootKeyCounts) {
        Map<String, Call> distinct = new HashMap<>();
        records.stream().map(Call::parse).forEach(call -> distinct.put(call.eventId(), call));
        Map<String, List<Call>> byAccount = distinct.values().stream()
                .sorted(Comparator.comparingLong(Call::second).thenComparing(Call::eventId))
                .collect(Collectors.groupingBy(Call::account));
        Set<ExpectedViolation> all = new HashSet<>();
        byAccount.forEach((account, calls) -> all.addAll(new BruteForce(account, calls, rootKeyCounts).evaluate()));
        return all;
    }

    private Set<ExpectedViolation> evaluate() {
        calls.forEach(this::readFacts);
        Lives lives = new Lives(calls, whoIsTold());
        Map<String, KeyFacts> rootKeys = new TreeMap<>();
        Map<Life, Map<String, KeyFacts>> userKeys = new HashMap<>();
        told.forEach((key, facts) -> ownerOf(key).ifPresent(owner -> {
            if (owner.name().equals(ExpectedViolation.ROOT)) {
                rootKeys.put(key, KeyFacts.of(facts, OptionalLong.empty()));
            } else {
                Life life = lives.bearer(owner.name(), owner.second(), owner.createdThen());
                userKeys.computeIfAbsent(life, any -> new TreeMap<>()).put(key, KeyFacts.of(facts, life.endedAt()));
            }
        }));
        Set<ExpectedViolation> violations = new HashSet<>(judge(ExpectedViolation.ROOT, rootKeys, rootKeyCounts));
        userKeys.forEach((life, keys) -> violations.addAll(judge(life.name(), keys, KeyFacts::isActiveAt)));
        return violations;
    }

    private void readFacts(Call call) {
        call.usedKey().ifPresent(key -> {
            tell(key, call, Kind.USED);
            firstUse.putIfAbsent(key, call);
        });
        if (call.isAboutKey()) {
            String key = call.keyId().orElseThrow();
            switch (call.action()) {
                case "CreateAccessKey" -> {
                    tell(key, call, Kind.CREATED);
                    createdAt.put(key, call.second());
                }
                case "UpdateAccessKey" -> {
                    boolean active = call.status().filter("Active"::equals).isPresent();
                    tell(key, call, active ? Kind.ACTIVE : Kind.INACTIVE);
                }
                default -> tell(key, call, Kind.DELETED);
            }
            call.owner().ifPresent(owner -> newestNaming.put(key, call));
        }
    }

    private void tell(String key, Call call, Kind kind) {
        told.computeIfAbsent(key, any -> new ArrayList<>()).add(new Fact(call.second(), kind));
    }

    private record Owner(String name, long second, boolean createdThen) {}

    private Optional<Owner> ownerOf(String key) {
        Optional<Owner> named = Optional.ofNullable(newestNaming.get(key))
                .map(call -> owner(key, call, call.owner().orElseThrow()));
        return named.or(() -> Optional.ofNullable(firstUse.get(key))
                .flatMap(call -> call.user().map(user -> owner(key, call, user))));
    }

    private Owner owner(String key, Call call, String name) {
        boolean createdThen = createdAt.getOrDefault(key, Long.MIN_VALUE) == call.second();
        return new Owner(name, call.second(), createdThen);
    }

    /** Whom a call, by its eventID, shows to exist: those that name one with a key, and uses of keys that no call names. */
    private Map<String, Set<String>> whoIsTold() {
        Map<String, Set<String>> names = new HashMap<>();
        calls.stream().filter(Call::isAboutKey).forEach(call -> call.owner()
                .ifPresent(owner -> note(names, call, owner)));
        firstUse.forEach((key, call) -> {
            if (!newestNaming.containsKey(key)) {
                call.user().ifPresent(user -> note(names, call, user));
            }
        });
        names.values().forEach(told -> told.remove(ExpectedViolation.ROOT));
        return names;
    }

    private static void note(Map<String, Set<String>> names, Call call, String name) {
        names.computeIfAbsent(call.eventId(), any -> new TreeSet<>()).add(name);
    }

    private List<ExpectedViolation> judge(
            String principal, Map<String, KeyFacts> keys, BiPredicate<KeyFacts, Long> counts) {
        SortedSet<Long> seconds = new TreeSet<>();
        keys.values().forEach(key -> key.facts().forEach(fact -> seconds.add(fact.second())));
        Watch watch = new Watch(WatchedRule.watching(principal).allowed());
        for (long second : seconds) {
            Set<String> counted = keys.keySet().stream()
                    .filter(key -> counts.test(keys.get(key), second))
                    .collect(Collectors.toSet());
            watch.endOfSecond(second, counted, lost -> whyLost(lost, keys, second));
        }
        return watch.violations(account, principal);
    }

    private static Reason whyLost(Set<String> lost, Map<String, KeyFacts> keys, long second) {
        if (lost.stream().anyMatch(key -> keys.get(key).has(Kind.DELETED, second))) {
            return Reason.KEY_DELETED;
        }
        boolean userGone = lost.stream().anyMatch(key -> keys.get(key).has(Kind.USER_GONE, second));
        return userGone ? Reason.USER_DELETED : Reason.KEY_DEACTIVATED;
    }
}
