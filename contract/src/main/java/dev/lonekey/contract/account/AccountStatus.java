package dev.lonekey.contract.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an account, as published on {@code lonekey.accounts.current}.
 *
 * @param schema always {@link #SCHEMA}
 * @param state what the organization says of it, where it was asked
 * @param users users that are known and not gone
 * @param keys access keys of users that are known and not gone, active or not; unidentified ones included
 * @param lastEventAt time of the newest CloudTrail event; it may lag by a minute
 * @param lastSnapshot the newest snapshot that was completed or failed
 * @param evidenceAsOf how old the answer may be: no key can have been overlooked that was there before then, the start of
 *     the newest completed snapshot
 * @param drift keys first seen in a snapshot although events should have told: more than none means that the trail is blind
 * @param updatedAt processing time
 * @param trails those that were stopped, deleted or changed within the horizon, the worst first; 16 at most
 */
public record AccountStatus(
        String schema,
        String accountId,
        Optional<String> name,
        Optional<AccountState> state,
        RootKeys rootAccessKeys,
        RootCertificates rootSigningCertificates,
        long users,
        long keys,
        Optional<Instant> lastEventAt,
        Optional<SnapshotResult> lastSnapshot,
        Optional<Instant> evidenceAsOf,
        long drift,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TrailStatus> trails) {

    public static final String SCHEMA = "lonekey.account/1";

    private static final ObjectWriter WRITER = Json.MAPPER.writerFor(AccountStatus.class);

    public AccountStatus {
        trails = trails == null ? List.of() : List.copyOf(trails);
    }

    /** Of an account whose trails nobody touched. */
    public AccountStatus(
            String schema,
            String accountId,
            Optional<String> name,
            Optional<AccountState> state,
            RootKeys rootAccessKeys,
            RootCertificates rootSigningCertificates,
            long users,
            long keys,
            Optional<Instant> lastEventAt,
            Optional<SnapshotResult> lastSnapshot,
            Optional<Instant> evidenceAsOf,
            long drift,
            Instant updatedAt) {
        this(
                schema,
                accountId,
                name,
                state,
                rootAccessKeys,
                rootSigningCertificates,
                users,
                keys,
                lastEventAt,
                lastSnapshot,
                evidenceAsOf,
                drift,
                updatedAt,
                List.of());
    }

    /** Whether the root user has access keys. */
    public enum RootKeys {
        NONE,
        ACTIVE,
        /** All are inactive. */
        INACTIVE,
        /** There is one, but whether it is active is not known. */
        PRESENT,
        /** Nothing tells. Not to be taken for none. */
        UNKNOWN
    }

    /** Whether the root user has signing certificates. */
    public enum RootCertificates {
        NONE,
        PRESENT,
        /** Nothing tells. Not to be taken for none. */
        UNKNOWN
    }

    /**
     * How a snapshot ended.
     *
     * @param reason why it failed
     */
    public record SnapshotResult(
            String snapshotId, Instant asOf, Optional<Instant> until, Outcome outcome, Optional<String> reason) {}

    /** How a snapshot ended. */
    public enum Outcome {
        COMPLETED,
        FAILED
    }

    /** The status as UTF-8 JSON. */
    public byte[] toJson() {
        try {
            return WRITER.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws UncheckedIOException if it is something else
     */
    public static AccountStatus fromJson(byte[] json) {
        try {
            return Json.MAPPER.readValue(json, AccountStatus.class);
        } catch (IOException notAStatus) {
            throw new UncheckedIOException(notAStatus);
        }
    }
}
