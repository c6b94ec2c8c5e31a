package dev.lonekey.contract.cloudevent;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.violation.ViolationEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What the detector publishes, as CloudEvents: the same source and id stand for the same event, told in the same way. */
public final class CloudEvents {

    private static final String TYPE = "dev.lonekey.";
    private static final String ACCOUNTS = "/lonekey/accounts/";
    private static final String VIOLATIONS = "/violations";
    private static final String SCHEMA = "urn:lonekey:schema:";

    private CloudEvents() {}

    /** On both topics of violation events, since it is the same event there. */
    public static CloudEvent of(ViolationEvent event) {
        return new CloudEvent(
                event.eventId(),
                TYPE + "violation." + type(event) + ".v1",
                violations(event.account().id()),
                event.violationId(),
                event.detectedAt(),
                Optional.of(SCHEMA + "violation:1"));
    }

    /** A source of its own: who reads both must not take the one for a repetition of the other. */
    public static CloudEvent ofFinding(ViolationEvent event) {
        return new CloudEvent(
                event.eventId(),
                TYPE + "violation." + type(event) + ".ocsf.v1",
                violations(event.account().id()) + "/ocsf",
                event.violationId(),
                event.detectedAt(),
                Optional.of(SCHEMA + "violation-ocsf:1"));
    }

    /** A violation that is no longer kept: a record without a value. */
    public static CloudEvent ofForgotten(String account, String violationId, Instant now) {
        return new CloudEvent(
                violationId + "-forgotten",
                TYPE + "violation.forgotten.v1",
                violations(account),
                violationId,
                now,
                Optional.empty());
    }

    /**
     * A status has no id of its own, so it gets one made of what it says.
     *
     * @param json the status
     */
    public static CloudEvent of(AccountStatus status, byte[] json) {
        return new CloudEvent(
                UUID.nameUUIDFromBytes(json).toString(),
                TYPE + "account.status.v1",
                ACCOUNTS + status.accountId(),
                status.accountId(),
                status.updatedAt(),
                Optional.of(SCHEMA + "account:1"));
    }

    private static String violations(String account) {
        return ACCOUNTS + account + VIOLATIONS;
    }

    private static String type(ViolationEvent event) {
        return event.type().name().toLowerCase(Locale.ROOT);
    }
}
