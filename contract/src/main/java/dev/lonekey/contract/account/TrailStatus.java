package dev.lonekey.contract.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was done to a trail, as published in {@link AccountStatus}. Lonekey hears of trails by the calls that change them only,
 * so one that nobody touched is none of these.
 *
 * @param name of the trail
 * @param region where it is at home
 * @param owner the account that it belongs to, if it is another one: that of an organization can be changed from two
 * @param losses what it no longer records; empty unless the state is {@link State#REDUCED}
 * @param change the newest call that made it what it is; of a restored trail, the newest that had silenced it
 * @param undoneBy the call that ended that
 */
public record TrailStatus(
        String name,
        String region,
        Optional<String> owner,
        State state,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Loss> losses,
        Change change,
        Optional<Change> undoneBy) {

    public TrailStatus {
        losses = losses == null ? List.of() : List.copyOf(losses);
    }

    /** How it is, as far as the calls tell; the worst first. */
    public enum State {
        /** It is gone. */
        DELETED,
        /** It is there, and records nothing. */
        STOPPED,
        /** It records less than all calls that change users and keys. */
        REDUCED,
        /** Something else of it was changed: where it writes to, say. */
        CHANGED,
        /** It was deleted, stopped or reduced, and is no longer. */
        RESTORED;

        /** Whether events are missing because of it. */
        public boolean isBlind() {
            return compareTo(REDUCED) <= 0;
        }
    }

    /** What a trail no longer records. */
    public enum Loss {
        /** Calls that change users and keys, since its selectors leave them out. */
        MANAGEMENT_EVENTS,
        /** All but one region. */
        OTHER_REGIONS,
        /** Services without a region, of which IAM is one. */
        GLOBAL_SERVICES,
        /** All accounts of the organization but its own. */
        OTHER_ACCOUNTS
    }

    /**
     * A call that changed a trail. Its texts are the caller's choice to some degree, and cut to 256 characters.
     *
     * @param actor the caller's ARN, or else what kind of caller it is
     * @param sourceIp as CloudTrail tells it; for AWS's own calls the name of a service
     */
    public record Change(
            String eventName,
            Optional<String> eventId,
            Instant at,
            Optional<String> actor,
            Optional<String> sourceIp) {}
}
