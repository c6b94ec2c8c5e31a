package dev.lonekey.detector.account;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What comes of a record, or of time that went by: decided in full before anything of it is written or published.
 *
 * @param writes entries to be stored, or, where empty, to be removed
 * @param events to be published, in this order
 * @param corrections ids of those events that end again what had ended before
 * @param status of the account, if it looks different now
 * @param forgotten ids of violations that are no longer kept
 * @param appointments changed times at which case files are to be judged anew
 * @param orphans keys whose user never became known
 * @param isNews whether the record told anything that was not known
 * @param tooLate how many facts were older than the horizon, and so changed nothing
 * @param drift how many keys of a listing should have been told of by an event, and are noticed only now
 * @param foldedEarly how many case files had grown too large, and lost facts before their time
 */
public record Verdict(
        Map<Subject, Optional<Entry>> writes,
        List<ViolationEvent> events,
        Set<String> corrections,
        Optional<AccountStatus> status,
        List<String> forgotten,
        List<Appointment> appointments,
        List<Orphan> orphans,
        boolean isNews,
        int tooLate,
        int drift,
        int foldedEarly) {

    /** The same, but nothing is told of the account as a whole. */
    Verdict withoutStatus() {
        return new Verdict(
                writes,
                events,
                corrections,
                Optional.empty(),
                forgotten,
                appointments,
                orphans,
                isNews,
                tooLate,
                drift,
                foldedEarly);
    }

    /** That a case file is to be judged anew at another time than before, or no longer. */
    public record Appointment(Subject home, Optional<Instant> before, Optional<Instant> now) {}

    /** A key about which something was told, but never whose it is. */
    public record Orphan(String accessKeyId, Instant lastChangedAt) {}
}
