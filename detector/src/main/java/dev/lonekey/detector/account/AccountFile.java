package dev.lonekey.detector.account;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.AccountStatus.SnapshotResult;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.trail.Trails;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of an account as a whole. */
public final class AccountFile implements Entry {

    private final Snapshots snapshots = new Snapshots();
    private final Membership membership = new Membership();
    private final Trails trails = new Trails();
    private Optional<String> name = Optional.empty();
    private String partition = ViolationEvent.Account.DEFAULT_PARTITION;
    private Optional<Instant> newest = Optional.empty();
    private Optional<Instant> lastEventAt = Optional.empty();
    private Optional<Instant> evidenceAsOf = Optional.empty();
    private Optional<SnapshotResult> lastSnapshot = Optional.empty();
    private RootKeys rootKeys = RootKeys.UNKNOWN;
    private RootCertificates rootCertificates = RootCertificates.UNKNOWN;
    private long users;
    private long keys;
    private long drift;

    /** Its snapshots. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** What the organization says of it. */
    public Membership membership() {
        return membership;
    }

    /** What was done to its trails. */
    public Trails trails() {
        return trails;
    }

    /** Its name, where the organization told one. */
    public Optional<String> name() {
        return name;
    }

    /** {@code aws}, {@code aws-cn}, {@code aws-us-gov}… */
    public String partition() {
        return partition;
    }

    /** The newest time that anything told of. */
    public Optional<Instant> newest() {
        return newest;
    }

    /** The time of the newest event. */
    public Optional<Instant> lastEventAt() {
        return lastEventAt;
    }

    /** The newest snapshot that ended. */
    public Optional<SnapshotResult> lastSnapshot() {
        return lastSnapshot;
    }

    /** When the newest completed snapshot began. */
    public Optional<Instant> evidenceAsOf() {
        return evidenceAsOf;
    }

    /** What is known of root's keys. */
    public RootKeys rootKeys() {
        return rootKeys;
    }

    /** What is known of root's certificates. */
    public RootCertificates rootCertificates() {
        return rootCertificates;
    }

    /** How many users there are. */
    public long users() {
        return users;
    }

    /** How many keys they have. */
    public long keys() {
        return keys;
    }

    /** How many keys were first seen in a snapshot although events should have told. */
    public long drift() {
        return drift;
    }

    /** Everything before this second is final: its facts are no longer kept, and late ones change nothing. */
    Optional<Instant> horizon(Optional<Duration> length) {
        return newest.flatMap(at -> length.map(at::minus));
    }

    void tellEvent(Instant at) {
        tellTime(at);
        lastEventAt = Optional.of(latest(lastEventAt, at));
    }

    void tellTime(Instant at) {
        newest = Optional.of(latest(newest, at));
    }

    void tellPartition(String told) {
        partition = told;
    }

    void tellName(Optional<String> told) {
        name = told.or(() -> name);
    }

    void tellSnapshot(SnapshotResult result) {
        if (lastSnapshot.filter(known -> known.asOf().isAfter(result.asOf())).isEmpty()) {
            lastSnapshot = Optional.of(result);
        }
    }

    void tellEvidence(Instant asOf) {
        evidenceAsOf = Optional.of(latest(evidenceAsOf, asOf));
    }

    void tellRoot(RootKeys keysThen, RootCertificates certificatesThen) {
        rootKeys = keysThen;
        rootCertificates = certificatesThen;
    }

    void tellPopulation(long usersMore, long keysMore) {
        users += usersMore;
        keys += keysMore;
    }

    void tellDrift(int keysMissed) {
        drift += keysMissed;
    }

    void forgetBefore(Instant horizon) {
        snapshots.forgetBefore(horizon);
        membership.forgetBefore(horizon);
        trails.forgetBefore(horizon);
    }

    /** Puts the plain values back, from stored state. */
    public void restore(AccountStatus status, String partitionThen, Optional<Instant> newestThen) {
        name = status.name();
        partition = partitionThen;
        newest = newestThen;
        lastEventAt = status.lastEventAt();
        lastSnapshot = status.lastSnapshot();
        rootKeys = status.rootAccessKeys();
        rootCertificates = status.rootSigningCertificates();
        evidenceAsOf = status.evidenceAsOf();
        users = status.users();
        keys = status.keys();
        drift = status.drift();
    }

    /** As it is published. */
    public AccountStatus status(String accountId, Instant now) {
        return new AccountStatus(
                AccountStatus.SCHEMA,
                accountId,
                name,
                membership.state(),
                rootKeys,
                rootCertificates,
                users,
                keys,
                lastEventAt,
                lastSnapshot,
                evidenceAsOf,
                drift,
                now,
                trails.status(accountId));
    }

    private static Instant latest(Optional<Instant> known, Instant at) {
        return known.filter(at::isBefore).orElse(at);
    }
}
