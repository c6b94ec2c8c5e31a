package dev.lonekey.contract.violation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One step in the life of a violation. {@code docs/schemas/violation.schema.json} describes the JSON.
 *
 * @param schema always {@link #SCHEMA}
 * @param eventId the violation's id and the revision: the same event never has two
 * @param violationId kept for the life of the violation
 * @param revision 1, 2, 3… without gaps
 * @param changes on UPDATED, what changed; empty otherwise
 * @param keys the keys counted at some second of the interval, with their status at its end, or now
 * @param otherKeys the principal's other known keys
 * @param cause the input that led to this event
 * @param openedAt event time, in whole seconds, at which too many keys began to count
 * @param resolvedAt event time at which that ended; of a retracted one, {@code openedAt}
 * @param resolution why it ended
 * @param continuedBy on a retraction because two violations turned out to be one: the id of the one that goes on
 * @param detectedAt processing time of this event
 * @param discovery how alarming the OPENED was
 * @param baseline whether all of the principal's keys are known
 * @param rotationEndsAt until when a second key is taken for a rotation, which makes it LOW
 * @param exception the exception in the configuration that covers it
 */
public record ViolationEvent(
        String schema,
        String eventId,
        String violationId,
        int revision,
        EventType type,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Change> changes,
        RuleReference rule,
        Severity severity,
        Account account,
        Principal principal,
        List<Key> keys,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Key> otherKeys,
        Cause cause,
        Instant openedAt,
        Optional<Instant> resolvedAt,
        Optional<Resolution> resolution,
        Optional<String> continuedBy,
        Instant detectedAt,
        Discovery discovery,
        Baseline baseline,
        Optional<Instant> rotationEndsAt,
        Optional<Exemption> exception,
        Remediation remediation) {

    public static final String SCHEMA = "lonekey.violation/1";

    private static final ObjectWriter WRITER = Json.MAPPER.writerFor(ViolationEvent.class);

    public ViolationEvent {
        changes = changes == null ? List.of() : List.copyOf(changes);
        keys = List.copyOf(keys);
        otherKeys = otherKeys == null ? List.of() : List.copyOf(otherKeys);
    }

    public enum EventType {
        OPENED,
        UPDATED,
        RESOLVED
    }

    /** What an UPDATED changed. */
    public enum Change {
        KEYS,
        SEVERITY,
        START,
        NAME,
        REOPENED,
        EXCEPTION
    }

    /** Why a violation ended. */
    public enum Resolution {
        KEY_DELETED,
        USER_DELETED,
        KEY_DEACTIVATED,
        /** A snapshot no longer shows the key. */
        ABSENT_FROM_SNAPSHOT,
        /** The account was closed, or left the organization. */
        ACCOUNT_GONE,
        /** The rule was switched off. */
        RULE_DISABLED,
        /** Late facts show that it never was. */
        RETRACTED
    }

    /** How alarming an OPENED is. */
    public enum Discovery {
        /** It happens now. */
        LIVE,
        /** It was there when the user, or the account, was listed first. */
        BASELINE,
        /** It opened long before it was detected, or is over already. */
        LATE
    }

    /** Whether all keys of the principal can be known. */
    public enum Baseline {
        /** A listing or the user's creation is known, and so is every key since. */
        COMPLETE,
        /** There may be keys older than the events. */
        EVENTS_ONLY
    }

    public enum PrincipalType {
        IAM_USER,
        ROOT
    }

    public enum KeyStatus {
        ACTIVE,
        INACTIVE,
        DELETED,
        UNKNOWN
    }

    /** How a key became known. */
    public enum Evidence {
        /** Its CreateAccessKey. */
        CREATED,
        /** An UpdateAccessKey or DeleteAccessKey about it. */
        CHANGED,
        /** A call that it signed. */
        USED,
        /** A listing of its user's keys. */
        LISTED,
        /** An account summary or credential report, which count keys without naming them. */
        REPORTED
    }

    /** The rule that is broken, with the controls of published benchmarks that ask for it. */
    public record RuleReference(String id, String title, List<Control> controls) {}

    /** A control, for example 1.13 of CIS AWS Foundations in the versions v1.3 to v4.0.1; no versions where a standard has none. */
    public record Control(
            String standard,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> versions,
            String id) {
        public Control {
            versions = versions == null ? List.of() : List.copyOf(versions);
        }
    }

    /**
     * An AWS account.
     *
     * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}…
     * @param name the account's name, where one is known
     */
    public record Account(String id, String partition, Optional<String> name) {

        /** The commercial one, in which an account is unless something tells otherwise. */
        public static final String DEFAULT_PARTITION = "aws";
    }

    /**
     * Whose keys they are.
     *
     * @param name the user's name as last seen; {@code root} for ROOT
     * @param previousNames names that the user bore before, oldest first
     */
    public record Principal(
            PrincipalType type,
            String name,
            Optional<String> arn,
            Optional<String> userId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> previousNames) {
        public Principal {
            previousNames = previousNames == null ? List.of() : List.copyOf(previousNames);
        }
    }

    /**
     * An access key.
     *
     * @param createdAt when it was created, where that is known
     * @param activeSince since when it is active without a break, if it is active
     * @param lastUsedAt the newest use known
     */
    public record Key(
            String accessKeyId,
            KeyStatus status,
            Optional<Instant> createdAt,
            Optional<Instant> activeSince,
            Optional<Instant> lastUsedAt,
            Evidence evidence) {

        /** Stands for the id of a key of which only the number is known; the second one is {@code unidentified-2}. */
        public static final String UNIDENTIFIED = "unidentified";

        /** Stands for the root user's X.509 signing certificates. */
        public static final String SIGNING_CERTIFICATE = "signing-certificate";

        /** Whether IAM knows a key by this id. */
        public static boolean isIdentified(String accessKeyId) {
            return !accessKeyId.startsWith(UNIDENTIFIED) && !accessKeyId.equals(SIGNING_CERTIFICATE);
        }
    }

    /** Why a violation is put up with, by whom, and until when. */
    public record Exemption(String reason, String owner, Instant expiresAt) {}

    /**
     * What to do.
     *
     * @param keep the key to keep; absent when there is none, or when a person must choose
     * @param deactivate the keys to deactivate
     * @param reason why these, or what to find out first
     * @param commands for a shell, in order
     * @param references AWS pages
     */
    public record Remediation(
            Optional<String> keep,
            List<String> deactivate,
            String reason,
            List<String> commands,
            List<String> references) {}

    /** The event as UTF-8 JSON. */
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
    public static ViolationEvent fromJson(byte[] json) {
        try {
            return Json.MAPPER.readValue(json, ViolationEvent.class);
        } catch (IOException notAnEvent) {
            throw new UncheckedIOException(notAnEvent);
        }
    }
}
