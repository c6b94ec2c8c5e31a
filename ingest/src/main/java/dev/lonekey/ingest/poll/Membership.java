package dev.lonekey.ingest.poll;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import dev.lonekey.ingest.checkpoint.MembershipCheckpoint;
import dev.lonekey.ingest.snapshot.PartSink;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What was published of the places of accounts in their organization; what differs is published anew. */
final class Membership {

    private final BiFunction<CheckpointKey, MembershipCheckpoint, CompletableFuture<Void>> checkpoints;
    private final PartSink parts;
    private final Map<String, MembershipCheckpoint> published = new ConcurrentHashMap<>();

    /** @param checkpoints writes one, and completes when that is safe */
    Membership(BiFunction<CheckpointKey, MembershipCheckpoint, CompletableFuture<Void>> checkpoints, PartSink parts) {
        this.checkpoints = checkpoints;
        this.parts = parts;
    }

    /** Takes over what others have published. */
    void load(Map<String, MembershipCheckpoint> accounts) {
        published.putAll(accounts);
    }

    /** The accounts are no longer ours. */
    void forget(Set<String> accounts) {
        published.keySet().removeAll(accounts);
    }

    /** Accounts that were in the organization when something was last published of them. */
    Set<String> members() {
        return published.entrySet().stream()
                .filter(account -> account.getValue().state() != AccountState.REMOVED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Set<String> known() {
        return Set.copyOf(published.keySet());
    }

    /** The organization's list shows this account. */
    void shows(MemberAccount account, Instant now) {
        publish(
                account.id(),
                new MembershipCheckpoint(account.state(), account.name(), account.email(), account.ou()),
                now);
    }

    /** The organization's lists no longer show this account. */
    void isGone(String account, Instant now) {
        Optional.ofNullable(published.get(account))
                .ifPresent(last -> publish(
                        account,
                        new MembershipCheckpoint(AccountState.REMOVED, last.name(), last.email(), last.ou()),
                        now));
    }

    private void publish(String account, MembershipCheckpoint is, Instant now) {
        var before = published.put(account, is);
        if (is.equals(before)) {
            return;
        }
        var part = new SnapshotPart.Account(
                account, now.truncatedTo(ChronoUnit.SECONDS), is.state(), is.name(), is.email(), is.ou());
        var unused = parts.write(part)
                .thenCompose(
                        written -> checkpoints.apply(new CheckpointKey(CheckpointKey.Source.ORGANIZATION, account), is))
                .exceptionally(failure -> unpublished(account, is, before));
    }

    /** Kafka did not take it, so it is published with the next list. */
    private Void unpublished(String account, MembershipCheckpoint is, MembershipCheckpoint before) {
        published.computeIfPresent(account, (id, now) -> now.equals(is) ? before : now);
        return null;
    }
}
