package dev.lonekey.standalone.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.detector.oracle.BruteForce;
import dev.lonekey.detector.oracle.ExpectedViolation;
import dev.lonekey.detector.oracle.Input;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.StandInAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happens in AWS while things break: users get keys, and lose them, root too. Some events come twice, some late, so in
 * another order. What is chosen follows from the seed; when it happens is up to the machine.
 */
final class History {

    private static final int ACCOUNTS = 20;
    private static final int NEWCOMERS = 15;
    private static final int VETERANS = 5;
    private static final int CROWD = 200;

    /** Some of their users have been there for long, with keys of which no event tells: only snapshots find them. */
    private static final String VETERAN = "veteran-";

    private static final String ROOT = "<root>";
    private static final Duration LATEST = Duration.ofSeconds(15);

    private final AwsStandIn aws;
    private final Random random;
    private final List<Someone> everybody = new ArrayList<>();
    private final TreeMap<Instant, List<Late>> late = new TreeMap<>();
    private int events;
    private boolean ended;

    /** A principal, which of its keys are active as far as they are known here, and when it was touched last. */
    private static final class Someone {
        private final StandInAccount account;
        private final String name;
        private final Map<String, Boolean> keys = new LinkedHashMap<>();
        private final int quota;
        private Instant touched = Instant.EPOCH;

        private Someone(StandInAccount account, String name, int quota) {
            this.account = account;
            this.name = name;
            this.quota = quota;
        }
    }

    private record Late(StandInAccount account, String record) {}

    /** Lets the veterans be there already. */
    History(AwsStandIn aws, long seed) {
        this.aws = aws;
        random = new Random(seed);
        for (var id : accounts()) {
            var account = aws.account(id);
            account.usersAtOnce(VETERANS, number -> VETERAN + number);
            account.forwardTo(aws.queue("events"));
            IntStream.range(0, VETERANS).forEach(number -> {
                var veteran = new Someone(account, VETERAN + number, 1);
                if (number % 2 == 0) {
                    veteran.keys.put(account.createKey(veteran.name, Instant.now()), true);
                }
                everybody.add(veteran);
            });
            everybody.add(new Someone(account, ROOT, 2));
        }
    }

    static List<String> accounts() {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(number -> "%012d".formatted(444_455_550_000L + number))
                .toList();
    }

    /** How many violations there are before anything happens. */
    int violationsAtFirst() {
        return ACCOUNTS * ((VETERANS + 1) / 2);
    }

    /** The others come: each makes an event. */
    void begin() {
        for (var id : accounts()) {
            IntStream.range(0, NEWCOMERS).forEach(number -> {
                var newcomer = new Someone(aws.account(id), "newcomer-" + number, 2);
                newcomer.account.createUser(newcomer.name);
                events++;
                everybody.add(newcomer);
            });
        }
    }

    int users() {
        return ACCOUNTS * (NEWCOMERS + VETERANS);
    }

    synchronized int events() {
        return events;
    }

    /** Lets many things happen at once, so that the services are in the middle of work. */
    void crowd() {
        IntStream.range(0, CROWD).forEach(any -> step());
    }

    /** Lets one thing happen, unless it has {@link #end ended}. */
    synchronized void step() {
        if (ended) {
            return;
        }
        var now = Instant.now();
        deliver(now);
        var someone = everybody.get(random.nextInt(everybody.size()));
        // Within a second the order of changes cannot be told; and root is rare.
        if (!someone.touched.isBefore(now.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1))
                || (someone.name.equals(ROOT) && random.nextInt(3) > 0)) {
            return;
        }
        someone.touched = now;
        events++;
        var dice = random.nextInt(20);
        if (dice == 0) {
            someone.account.withoutEvents(() -> change(someone));
            var at = now.plusMillis(random.nextLong(LATEST.toMillis()));
            late.computeIfAbsent(at, any -> new ArrayList<>()).add(new Late(someone.account, newest(someone)));
        } else {
            change(someone);
            if (dice == 1) {
                someone.account.deliver(newest(someone));
            }
        }
    }

    private static String newest(Someone someone) {
        var records = someone.account.records();
        return records.get(records.size() - 1);
    }

    /** Sends what is late, all of it; nothing happens any more, not even what was about to. */
    synchronized void end() {
        ended = true;
        deliver(Instant.MAX);
    }

    private void deliver(Instant until) {
        var due = late.headMap(until, true);
        due.values().forEach(all -> all.forEach(each -> each.account.deliver(each.record)));
        due.clear();
    }

    private void change(Someone someone) {
        var keys = List.copyOf(someone.keys.keySet());
        if (keys.isEmpty() || (keys.size() < someone.quota && random.nextInt(3) > 0)) {
            someone.keys.put(create(someone), true);
            return;
        }
        var key = keys.get(random.nextInt(keys.size()));
        if (random.nextInt(2) == 0) {
            delete(someone, key);
            someone.keys.remove(key);
        } else {
            var active = !someone.keys.get(key);
            set(someone, key, active ? "Active" : "Inactive");
            someone.keys.put(key, active);
        }
    }

    private static String create(Someone someone) {
        return someone.name.equals(ROOT) ? someone.account.createRootKey() : someone.account.createKey(someone.name);
    }

    private static void delete(Someone someone, String key) {
        if (someone.name.equals(ROOT)) {
            someone.account.deleteRootKey(key);
        } else {
            someone.account.deleteKey(someone.name, key);
        }
    }

    private static void set(Someone someone, String key, String status) {
        if (someone.name.equals(ROOT)) {
            someone.account.setRootKeyStatus(key, status);
        } else {
            someone.account.setStatus(someone.name, key, status);
        }
    }

    /** What the oracle finds in all that happened, whether or not it was told, and in these parts of snapshots. */
    Set<ExpectedViolation> violations(List<byte[]> snapshotParts) {
        return BruteForce.violations(Stream.concat(
                        records().map(Input::cloudTrail), snapshotParts.stream().map(Input::snapshot))
                .toList());
    }

    /** What the oracle finds without any snapshot, of those of whom events tell all. */
    Set<ExpectedViolation> violationsWithoutSnapshots() {
        return ofNewcomers(
                BruteForce.violations(records().map(Input::cloudTrail).toList()));
    }

    static Set<ExpectedViolation> ofNewcomers(Set<ExpectedViolation> all) {
        return all.stream()
                .filter(violation -> !violation.principal().startsWith(VETERAN))
                .collect(Collectors.toSet());
    }

    private Stream<byte[]> records() {
        return accounts().stream()
                .flatMap(id -> aws.account(id).records().stream())
                .map(record -> record.getBytes(UTF_8));
    }
}
