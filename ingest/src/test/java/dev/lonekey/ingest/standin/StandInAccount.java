package dev.lonekey.ingest.standin;

import static dev.lonekey.ingest.standin.CloudTrail.object;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * An account with its own IAM. Changes happen at the time of the clock and yield the CloudTrail record, which goes to
 * the queue of {@link #forwardTo}. What IAM would refuse throws {@link IllegalStateException}.
 */
public final class StandInAccount {

    private final String id;
    private final Clock clock;
    private final Ids ids;
    private final Timeline timeline;
    private final Trail trail;
    private final ReportDesk reports;
    private final Map<String, Instant> lastUses = new ConcurrentHashMap<>();

    StandInAccount(String id, Clock clock, Ids ids) {
        this.id = id;
        this.clock = clock;
        this.ids = ids;
        timeline = new Timeline(clock);
        trail = new Trail(id, clock);
        reports = new ReportDesk(clock);
    }

    /** The account id. */
    public String id() {
        return id;
    }

    /** Makes a user and returns its id. */
    public String createUser(String name) {
        return createUser(name, admin()).id();
    }

    /** Makes an active key and returns its id. */
    public String createKey(String user) {
        return createKey(user, admin()).id();
    }

    /** Makes an active key some time ago, of which no event came, and returns its id. */
    public synchronized String createKey(String user, Instant createdAt) {
        var key = new IamKey(ids.accessKey(), createdAt, IamKey.ACTIVE);
        timeline.set(timeline.now().withKeys(user, keys -> Keys.plus(keys, key)));
        return key.id();
    }

    /** Sets a key {@code Active} or {@code Inactive}. */
    public void setStatus(String user, String keyId, String status) {
        setStatus(user, keyId, status, admin());
    }

    /** Deletes a key. */
    public void deleteKey(String user, String keyId) {
        deleteKey(user, keyId, admin());
    }

    /** Renames a user, who keeps id and keys. */
    public void renameUser(String from, String to) {
        renameUser(from, to, admin());
    }

    /** Deletes a user who has no keys. */
    public void deleteUser(String name) {
        deleteUser(name, admin());
    }

    /** Makes the last use of a key known to GetAccessKeyLastUsed and to credential reports. */
    public void used(String keyId, Instant at) {
        lastUses.put(keyId, at);
    }

    /** Makes an active key of the root user and returns its id. */
    public synchronized String createRootKey() {
        var key = new IamKey(ids.accessKey(), clock.instant(), IamKey.ACTIVE);
        timeline.set(timeline.now().withRootKeys(keys -> Keys.plus(keys, key)));
        trail.addOfRoot("CreateAccessKey", NullNode.instance, created(key));
        return key.id();
    }

    /** Deletes a key of the root user. */
    public synchronized void deleteRootKey(String keyId) {
        timeline.set(timeline.now().withRootKeys(keys -> Keys.minus(keys, keyId)));
        trail.addOfRoot("DeleteAccessKey", object().put("accessKeyId", keyId), NullNode.instance);
    }

    /** Sets a key of the root user {@code Active} or {@code Inactive}. */
    public synchronized void setRootKeyStatus(String keyId, String status) {
        timeline.set(timeline.now().withRootKeys(keys -> Keys.withStatus(keys, keyId, status)));
        trail.addOfRoot("UpdateAccessKey", object().put("accessKeyId", keyId).put("status", status), NullNode.instance);
    }

    /** Gives the root user this many signing certificates. */
    public synchronized void rootCertificates(int count) {
        timeline.set(timeline.now().withRootCertificates(count));
    }

    /** Leaves root's keys out of GetAccountSummary from now on, as in GovCloud. */
    public synchronized void summaryWithoutRoot() {
        timeline.set(timeline.now().withoutRootInSummary());
    }

    /** Makes users with one active key each, without events. */
    public synchronized void usersAtOnce(int count, IntFunction<String> names) {
        var now = clock.instant();
        timeline.set(timeline.now()
                .plus(IntStream.range(0, count)
                        .mapToObj(index -> new IamUser(
                                names.apply(index),
                                ids.user(),
                                now,
                                List.of(new IamKey(ids.accessKey(), now, IamKey.ACTIVE))))
                        .toList()));
    }

    /** Sends the event of every change from now on to the queue, as a rule of EventBridge does. */
    public void forwardTo(StandInQueue queue) {
        trail.forwardTo(queue);
    }

    /** Makes changes whose events get lost on their way; CloudTrail still has them, see {@link #records}. */
    public void withoutEvents(Runnable changes) {
        trail.losing(changes);
    }

    /** The CloudTrail records of all changes so far, also of those whose events got lost. */
    public List<String> records() {
        return trail.records();
    }

    /** The event history of CloudTrail, which has the records of all changes. */
    public StandInHistory history() {
        return trail.history();
    }

    /** Lets the event history tell of a call about a user at some time, of which nothing else is known; returns its record. */
    public String recall(Instant at, String event, String user) {
        return trail.recall(at, admin(), event, object().put("userName", user));
    }

    /** Sends the event of a record: once more, or of one that got lost. */
    public void deliver(String record) {
        trail.deliver(record);
    }

    /** Shows changes in lists, summaries and reports only this long after they were made, by the clock. */
    public void showChangesAfter(Duration delay) {
        timeline.lag(delay);
    }

    /** Lets credential reports take this long, by the clock; no time at all unless told otherwise. */
    public void reportTakes(Duration duration) {
        reports.takes(duration);
    }

    /** The region of IAM in this account's partition, which its records name; us-east-1 unless told otherwise. */
    public void region(String name) {
        trail.region(name);
    }

    synchronized IamUser createUser(String name, ObjectNode by) {
        var now = clock.instant();
        var user = new IamUser(name, ids.user(), now, List.of());
        timeline.set(timeline.now().plus(List.of(user)));
        var response = object();
        response.putObject("user")
                .put("path", "/")
                .put("userName", name)
                .put("userId", user.id())
                .put("arn", "arn:%s:iam::%s:user/%s".formatted(trail.partition(), id, name))
                .put("createDate", CloudTrail.createDate(now));
        trail.add(by, "CreateUser", object().put("userName", name), response);
        return user;
    }

    synchronized IamKey createKey(String user, ObjectNode by) {
        var key = new IamKey(ids.accessKey(), clock.instant(), IamKey.ACTIVE);
        timeline.set(timeline.now().withKeys(user, keys -> Keys.plus(keys, key)));
        var response = created(key);
        ((ObjectNode) response.get("accessKey"))
                .put("userName", timeline.now().existing(user).name());
        trail.add(by, "CreateAccessKey", object().put("userName", user), response);
        return key;
    }

    synchronized void setStatus(String user, String keyId, String status, ObjectNode by) {
        timeline.set(timeline.now().withKeys(user, keys -> Keys.withStatus(keys, keyId, status)));
        trail.add(
                by,
                "UpdateAccessKey",
                object().put("userName", user).put("accessKeyId", keyId).put("status", status),
                NullNode.instance);
    }

    synchronized void deleteKey(String user, String keyId, ObjectNode by) {
        timeline.set(timeline.now().withKeys(user, keys -> Keys.minus(keys, keyId)));
        trail.add(by, "DeleteAccessKey", object().put("userName", user).put("accessKeyId", keyId), NullNode.instance);
    }

    synchronized void renameUser(String from, String to, ObjectNode by) {
        timeline.set(timeline.now().renamed(from, to));
        trail.add(by, "UpdateUser", object().put("userName", from).put("newUserName", to), NullNode.instance);
    }

    synchronized void deleteUser(String name, ObjectNode by) {
        timeline.set(timeline.now().minus(name));
        trail.add(by, "DeleteUser", object().put("userName", name), NullNode.instance);
    }

    IamState shown() {
        return timeline.shown();
    }

    ReportDesk reports() {
        return reports;
    }

    Optional<Instant> lastUse(String keyId) {
        return Optional.ofNullable(lastUses.get(keyId));
    }

    private ObjectNode admin() {
        return Caller.adminOf(id).identity(trail.partition());
    }

    private static ObjectNode created(IamKey key) {
        var response = object();
        response.putObject("accessKey")
                .put("accessKeyId", key.id())
                .put("status", key.status())
                .put("createDate", CloudTrail.createDate(key.createdAt()));
        return response;
    }
}
