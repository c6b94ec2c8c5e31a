package dev.lonekey.detector.account;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Facts in few words, with times in seconds. */
public final class Told {

    public static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    public static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    public static final String K3 = "AKIAI33QH8DHBEXAMPLE";
    public static final String K9 = "AKIAI99QH8DHBEXAMPLE";

    private static final String ACCOUNT = InMemoryAccount.ACCOUNT.id();

    private Told() {}

    public static Name name(String name) {
        return name.equals("root user") ? Name.ROOT : Name.of(name).orElseThrow();
    }

    public static Fact created(String key, String user, long at) {
        return change(key, user, KeyChange.CREATED, at);
    }

    public static Fact inactive(String key, String user, long at) {
        return change(key, user, KeyChange.DEACTIVATED, at);
    }

    public static Fact active(String key, String user, long at) {
        return change(key, user, KeyChange.ACTIVATED, at);
    }

    public static Fact deleted(String key, String user, long at) {
        return change(key, user, KeyChange.DELETED, at);
    }

    public static Fact used(String key, String user, long at) {
        return new Fact.KeyUsed(key, Optional.of(name(user)), time(at));
    }

    /** A change of a key by a role that names no user. */
    public static Fact nameless(String key, KeyChange change, long at) {
        return new Fact.KeyChanged(key, Optional.empty(), change, time(at));
    }

    public static Fact userCreated(String user, long at) {
        return new Fact.UserCreated(name(user), Optional.of("AIDA" + user + at), time(at));
    }

    public static Fact userDeleted(String user, long at) {
        return new Fact.UserDeleted(name(user), time(at));
    }

    public static Fact renamed(String from, String to, long at) {
        return new Fact.UserRenamed(name(from), name(to), time(at));
    }

    /** Parts of snapshots in few words. */
    public static SnapshotPart listing(String snapshot, int part, long asOf, long until, SnapshotPart.User... users) {
        return new SnapshotPart.Users(snapshot, part, ACCOUNT, time(asOf), time(until), List.of(users));
    }

    public static SnapshotPart listing(long asOf, long until, SnapshotPart.User... users) {
        return listing("single-" + asOf, 1, asOf, until, users);
    }

    /** A listed user, with an id made of its name. */
    public static SnapshotPart.User user(String name, SnapshotPart.Key... keys) {
        return user(name, "AIDA" + name, keys);
    }

    public static SnapshotPart.User user(String name, String id, SnapshotPart.Key... keys) {
        return new SnapshotPart.User(
                name, Optional.of(id), Optional.of("arn:aws:iam::" + ACCOUNT + ":user/" + name), List.of(keys));
    }

    /** A listed user of whom only the name is told. */
    public static SnapshotPart.User userByName(String name, SnapshotPart.Key... keys) {
        return new SnapshotPart.User(name, Optional.empty(), Optional.empty(), List.of(keys));
    }

    public static SnapshotPart.Key listedActive(String key) {
        return new SnapshotPart.Key(key, "Active", Optional.empty(), Optional.empty());
    }

    public static SnapshotPart.Key listedActive(String key, long createdAt) {
        return new SnapshotPart.Key(key, "Active", Optional.of(time(createdAt)), Optional.empty());
    }

    public static SnapshotPart.Key listedInactive(String key) {
        return new SnapshotPart.Key(key, "Inactive", Optional.empty(), Optional.empty());
    }

    public static SnapshotPart completed(String snapshot, int parts, long asOf, long until) {
        return new SnapshotPart.Completed(snapshot, parts, ACCOUNT, time(asOf), time(until), 1);
    }

    /** A completed snapshot of one part. */
    public static List<SnapshotPart> everybody(long asOf, SnapshotPart.User... users) {
        var snapshot = "full-" + asOf;
        return List.of(listing(snapshot, 1, asOf, asOf + 31, users), completed(snapshot, 1, asOf, asOf + 31));
    }

    public static SnapshotPart failed(String snapshot, long asOf) {
        return new SnapshotPart.Failed(snapshot, ACCOUNT, time(asOf), "Throttling: iam:ListAccessKeys");
    }

    /** An account summary; null is unknown. */
    public static SnapshotPart summary(long asOf, Boolean keys, Boolean certificates) {
        return new SnapshotPart.Root(
                "summary-" + asOf,
                1,
                ACCOUNT,
                time(asOf),
                time(asOf + 31),
                Optional.ofNullable(keys),
                Optional.ofNullable(certificates));
    }

    /** A credential report of root. */
    public static SnapshotPart rootReport(long generatedAt, int existing, int active) {
        return rootReport(generatedAt, existing, active, 0);
    }

    /** A credential report of root, with so many active signing certificates. */
    public static SnapshotPart rootReport(long generatedAt, int existing, int active, int certificates) {
        return new SnapshotPart.Report(
                "report-" + generatedAt,
                1,
                ACCOUNT,
                time(generatedAt),
                List.of(new SnapshotPart.Principal(
                        true, Optional.of("arn:aws:iam::" + ACCOUNT + ":root"), existing, active, certificates)));
    }

    /** A credential report of a user. */
    public static SnapshotPart userReport(String name, long generatedAt, int existing, int active) {
        return new SnapshotPart.Report(
                "report-" + generatedAt,
                1,
                ACCOUNT,
                time(generatedAt),
                List.of(new SnapshotPart.Principal(
                        false, Optional.of("arn:aws:iam::" + ACCOUNT + ":user/ops/" + name), existing, active, 0)));
    }

    public static SnapshotPart account(long asOf, SnapshotPart.AccountState state) {
        return new SnapshotPart.Account(
                ACCOUNT, time(asOf), state, Optional.of("payments"), Optional.empty(), Optional.empty());
    }

    public static Fact seen(String user, String id, long at) {
        return new Fact.UserSeen(name(user), id, time(at));
    }

    public static Fact userCreated(String user, String id, long at) {
        return new Fact.UserCreated(name(user), Optional.of(id), time(at));
    }

    public static Instant time(long at) {
        return Instant.ofEpochSecond(1_700_000_000L + at);
    }

    /** A violation in the notation of the worked examples: {@code alice [60,100) KEY_DELETED}. */
    public static String interval(ViolationEvent event) {
        var from = event.openedAt().getEpochSecond() - 1_700_000_000L;
        var to = event.resolvedAt()
                .map(at -> at.getEpochSecond() - 1_700_000_000L + ") "
                        + event.resolution().orElseThrow());
        return event.principal().name() + " [" + from + "," + to.orElse("open)");
    }

    /** What happened, in short: {@code UPDATED [SEVERITY] HIGH}. */
    public static String step(ViolationEvent event) {
        return event.type()
                + (event.changes().isEmpty() ? "" : " " + event.changes())
                + event.resolution().map(reason -> " " + reason).orElse(" " + event.severity());
    }

    public static String keys(ViolationEvent event) {
        return event.keys().stream()
                .map(ViolationEvent.Key::accessKeyId)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** The keys of a violation with their status: {@code AKIA…=ACTIVE}. */
    public static String keyStatuses(ViolationEvent event) {
        return event.keys().stream()
                .map(key -> key.accessKeyId() + "=" + key.status())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Fact change(String key, String user, KeyChange change, long at) {
        return new Fact.KeyChanged(key, Optional.of(name(user)), change, time(at));
    }
}
