package dev.lonekey.detector.view;

import static java.util.Objects.requireNonNull;

import dev.lonekey.contract.Json;
import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The newest status of an account.
 *
 * @param searched id and name, in lower case
 */
public record KnownAccount(AccountStatus status, String searched) {

    /** Older evidence than this is a trouble: accounts are listed twice a day. */
    public static final Duration STALE_AFTER = Duration.ofHours(24);

    public KnownAccount {
        requireNonNull(status.rootAccessKeys()); // it is counted by
    }

    /**
     * Reads a status.
     *
     * @throws UncheckedIOException if the bytes are anything else
     */
    static KnownAccount of(byte[] json) {
        try {
            Json.requireUtf8(json, 0, json.length);
            var status = AccountStatus.fromJson(json);
            var searched = status.accountId() + "\n" + status.name().orElse("");
            return new KnownAccount(status, searched.toLowerCase(Locale.ROOT));
        } catch (RejectedException otherEncoding) {
            throw new UncheckedIOException(new IOException(otherEncoding));
        }
    }

    public String id() {
        return status.accountId();
    }

    public RootKeys root() {
        return status.rootAccessKeys();
    }

    /** Whether its newest snapshot failed. */
    public boolean hasFailed() {
        return isThere()
                && status.lastSnapshot()
                        .filter(last -> last.outcome() == Outcome.FAILED)
                        .isPresent();
    }

    /** Whether a snapshot showed keys that no event had told of. */
    public boolean hasDrift() {
        return status.drift() > 0;
    }

    /** Whether it was never listed as a whole. */
    public boolean isUnlisted() {
        return isThere() && evidenceAsOf().isEmpty();
    }

    /** Whether it was never listed as a whole, or not for long. */
    public boolean isStale(Instant now) {
        return isThere()
                && evidenceAsOf().filter(now.minus(STALE_AFTER)::isBefore).isEmpty();
    }

    /** Whether one of its trails was stopped, deleted or reduced, and is so still. */
    public boolean hasBlindTrail() {
        return isThere()
                && status.trails().stream().anyMatch(trail -> trail.state().isBlind());
    }

    /** Whether an event of it is overdue. */
    public boolean isSilent(Silence silence, Instant now) {
        return isThere() && silence.isSilent(status, now);
    }

    public Optional<Instant> evidenceAsOf() {
        return status.evidenceAsOf();
    }

    /** An account that was closed or has left cannot be listed, and need not be. */
    public boolean isThere() {
        return status.state().filter(state -> state != AccountState.ACTIVE).isEmpty();
    }
}
