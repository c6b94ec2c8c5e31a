package dev.lonekey.detector.account;

import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.detector.history.KeyState;
import dev.lonekey.detector.history.Timeline;
import dev.lonekey.detector.history.Timeline.Credential;
import java.util.List;

/** What is known of root's credentials now; what is not known is said to be unknown, never none. */
record RootStatus(RootKeys keys, RootCertificates certificates) {

    static RootStatus of(List<Timeline> timelines) {
        var keys = RootKeys.UNKNOWN;
        var certificates = RootCertificates.UNKNOWN;
        for (var timeline : timelines) {
            if (timeline.credential() == Credential.ACCESS_KEY) {
                keys = keys(timeline);
            } else if (!timeline.turns().isEmpty()) {
                certificates = timeline.existing().isEmpty() ? RootCertificates.NONE : RootCertificates.PRESENT;
            }
        }
        return new RootStatus(keys, certificates);
    }

    private static RootKeys keys(Timeline timeline) {
        var statuses =
                timeline.existing().values().stream().map(KeyState::status).toList();
        if (statuses.isEmpty()) {
            return timeline.life().isListed() ? RootKeys.NONE : RootKeys.UNKNOWN;
        }
        if (statuses.contains(KeyStatus.ACTIVE)) {
            return RootKeys.ACTIVE;
        }
        return statuses.contains(KeyStatus.UNKNOWN) ? RootKeys.PRESENT : RootKeys.INACTIVE;
    }

    void tell(AccountFile account) {
        account.tellRoot(keys, certificates);
    }
}
