package dev.lonekey.ingest.poll;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.MembershipCheckpoint;
import dev.lonekey.ingest.snapshot.PartSink;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was published of the places of accounts in their organization; what differs is published anew. */
final class Membership {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final Checkpoints checkpoints;
    private final PartSink parts;
    private final Executor own;
    private final Map<String, MembershipCheckpoint> published = new HashMap<>();

    /** @param own the thread that uses this */
    Membership(Checkpoints checkpoints, PartSink parts, Executor own) {
        this.checkpoints = checkpoints;
        this.parts = parts;
        this.own = own;
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
        var was = Optional.ofNullable(published.put(account, is));
        if (was.filter(is::equals).isPresent()) {
            return;
        }
        var part = new SnapshotPart.Account(
                account, now.truncatedTo(ChronoUnit.SECONDS), is.state(), is.name(), is.email(), is.ou());
        var unused = parts.write(part)
                .thenCompose(
                        written -> checkpoints.write(new CheckpointKey(CheckpointKey.Source.ORGANIZATION, account), is))
                .whenCompleteAsync(
                        (written, failure) -> {
                            if (failure != null) {
                                unpublished(account, is, was);
                            }
                        },
                        own);
    }

    /** Lets it be published again when the accounts are listed the next time. */
    private void unpublished(String account, MembershipCheckpoint is, Optional<MembershipCheckpoint> was) {
        LOG.debug("what the organization says of account {} was not written; trying again", account);
        if (is.equals(published.get(account))) {
            was.ifPresentOrElse(before -> published.put(account, before), () -> published.remove(account));
        }
    }
}
