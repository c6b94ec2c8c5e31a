package dev.lonekey.standalone.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.snapshot.SnapshotPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * What happened to the keys of an account, by a seed: the records that tell of it, as CloudTrail delivers them (late, unordered,
 * some twice), snapshots that see it at two moments, and which violations there truly were.
 */
final class AccountStory {

    static final int USERS = 5;

    /** One record in so many comes a second time. */
    private static final int DOUBLED = 50;

    /** By so many places a record may be late. */
    private static final int LATENESS = 4;

    private final Random random;
    private final String account;
    private final List<TreeMap<String, Key>> users = new ArrayList<>();
    private final Map<Integer, Instant> openSince = new HashMap<>();
    private final List<String> records = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<String> truth = new ArrayList<>();
    private Optional<String> rootKey = Optional.empty();
    private Instant rootSince = Instant.EPOCH;
    private Instant now;
    private int keys;

    private record Key(boolean isActive, Instant createdAt) {}

    /** The parts of a snapshot, and how many records were told before it. */
    record Snapshot(int after, List<byte[]> parts) {}

    AccountStory(long seed, String account, Instant begin, int events) {
        this.random = new Random(seed * 1_000_003 + account.hashCode());
        this.account = account;
        this.now = begin;
        for (var user = 0; user < USERS; user++) {
            users.add(new TreeMap<>());
        }
        for (var event = 0; event < events; event++) {
            now = now.plusSeconds(60L + random.nextInt(60));
            happen();
            if (event == events / 2 || event == events - 1) {
                snapshots.add(new Snapshot(records.size(), snapshot()));
            }
        }
        openSince.forEach((user, since) -> truth.add(violation(name(user), since, Optional.empty())));
        rootKey.ifPresent(key -> truth.add(violation("root", rootSince, Optional.empty())));
        deliver();
    }

    private void happen() {
        if (random.nextInt(200) == 0) {
            happenToRoot();
            return;
        }
        var user = random.nextInt(USERS);
        var keysOfUser = users.get(user);
        if (keysOfUser.isEmpty() || (keysOfUser.size() == 1 && random.nextInt(3) == 0)) {
            var id = "AKIA%s%05dEXAMPLE".formatted(account.substring(6), keys++);
            keysOfUser.put(id, new Key(true, now));
            records.add(Records.created(account, name(user), id, now));
        } else {
            var entry = List.copyOf(keysOfUser.entrySet()).get(random.nextInt(keysOfUser.size()));
            if (random.nextInt(3) == 0) {
                keysOfUser.remove(entry.getKey());
                records.add(Records.deleted(account, name(user), entry.getKey(), now));
            } else {
                var isActive = !entry.getValue().isActive();
                keysOfUser.put(
                        entry.getKey(), new Key(isActive, entry.getValue().createdAt()));
                records.add(Records.set(account, name(user), entry.getKey(), isActive ? "Active" : "Inactive", now));
            }
        }
        judge(user);
    }

    private void judge(int user) {
        var isViolated = users.get(user).values().stream().filter(Key::isActive).count() > 1;
        if (isViolated) {
            openSince.putIfAbsent(user, now);
        } else if (openSince.containsKey(user)) {
            truth.add(violation(name(user), openSince.remove(user), Optional.of(now)));
        }
    }

    private void happenToRoot() {
        if (rootKey.isEmpty()) {
            var id = "AKIA%sROOT%dEXAMPLE".formatted(account.substring(6), keys++);
            rootKey = Optional.of(id);
            rootSince = now;
            records.add(Records.rootCreated(account, id, now));
        } else {
            records.add(Records.rootDeleted(account, rootKey.get(), now));
            truth.add(violation("root", rootSince, Optional.of(now)));
            rootKey = Optional.empty();
        }
    }

    /** As everything is, ten seconds after the last event. */
    private List<byte[]> snapshot() {
        var asOf = now.plusSeconds(10);
        var until = now.plusSeconds(12);
        var id = "s-%s-%d".formatted(account, now.getEpochSecond());
        var listed = new ArrayList<SnapshotPart.User>();
        for (var user = 0; user < USERS; user++) {
            var shown = users.get(user).entrySet().stream()
                    .map(key -> new SnapshotPart.Key(
                            key.getKey(),
                            key.getValue().isActive() ? "Active" : "Inactive",
                            Optional.of(key.getValue().createdAt()),
                            Optional.empty()))
                    .toList();
            listed.add(new SnapshotPart.User(name(user), Optional.empty(), Optional.empty(), shown));
        }
        return List.of(
                new SnapshotPart.Users(id, 1, account, asOf, until, listed).toJson(),
                new SnapshotPart.Root(id, 2, account, asOf, until, Optional.of(rootKey.isPresent()), Optional.of(false))
                        .toJson(),
                new SnapshotPart.Completed(id, 2, account, asOf, until, USERS).toJson());
    }

    /** Late by a few places, and some twice. */
    private void deliver() {
        for (var place = 0; place < records.size(); place++) {
            var record = records.get(place);
            var later = Math.min(records.size() - 1, place + random.nextInt(LATENESS));
            records.set(place, records.get(later));
            records.set(later, record);
        }
        for (var doubles = records.size() / DOUBLED; doubles > 0; doubles--) {
            records.add(records.get(random.nextInt(records.size())));
        }
    }

    private static String name(int user) {
        return "user-" + user;
    }

    private String violation(String principal, Instant openedAt, Optional<Instant> resolvedAt) {
        return violation(account, principal, openedAt, resolvedAt);
    }

    /** How a violation is written down, to be compared. */
    static String violation(String account, String principal, Instant openedAt, Optional<Instant> resolvedAt) {
        return "%s %s [%s,%s)"
                .formatted(
                        account,
                        principal,
                        openedAt,
                        resolvedAt.map(Instant::toString).orElse("open"));
    }

    byte[] account() {
        return account.getBytes(UTF_8);
    }

    int size() {
        return records.size();
    }

    byte[] record(int place) {
        return records.get(place).getBytes(UTF_8);
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }

    /** All violations that there were or are, in no order. */
    List<String> truth() {
        return truth;
    }
}
