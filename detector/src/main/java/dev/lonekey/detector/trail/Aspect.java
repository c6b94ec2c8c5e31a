package dev.lonekey.detector.trail;

import dev.lonekey.contract.account.TrailStatus.Loss;
import java.util.Optional;

/** What of a trail a call can change, for worse or for better. */
public enum Aspect {
    /** StopLogging, StartLogging. */
    LOGGING,
    /** DeleteTrail, CreateTrail. */
    EXISTENCE,
    /** PutEventSelectors: whether they let calls through that change users and keys. */
    SELECTORS(Loss.MANAGEMENT_EVENTS),
    /** UpdateTrail: whether it is for all regions. */
    REGIONS(Loss.OTHER_REGIONS),
    /** UpdateTrail, CreateTrail: whether it records services without a region, such as IAM. */
    GLOBAL_SERVICES(Loss.GLOBAL_SERVICES),
    /** UpdateTrail: whether it is for all accounts of the organization. */
    ORGANIZATION(Loss.OTHER_ACCOUNTS),
    /** Anything else of it; neither for worse nor for better, as far as a call tells. */
    OTHER;

    private final Optional<Loss> loss;

    Aspect() {
        this.loss = Optional.empty();
    }

    Aspect(Loss loss) {
        this.loss = Optional.of(loss);
    }

    /** What is no longer recorded if it was changed for worse, where the trail goes on. */
    Optional<Loss> loss() {
        return loss;
    }
}
