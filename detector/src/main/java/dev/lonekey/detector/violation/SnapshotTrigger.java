package dev.lonekey.detector.violation;

import dev.lonekey.contract.OutsideText;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Account;
import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.snapshot.SnapshotPart.Failed;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.Report;
import dev.lonekey.contract.snapshot.SnapshotPart.Root;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.fact.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what was looked at, and when, out of a part of a snapshot. */
public final class SnapshotTrigger {

    private SnapshotTrigger() {}

    /**
     * The trigger that a part is.
     *
     * @param margin taken off the time of a report
     * @param now processing time
     */
    public static Trigger of(SnapshotPart part, Duration margin, Instant now) {
        var partition = arns(part)
                .flatMap(arn -> CloudTrailTrigger.partitionOf(arn).stream())
                .findFirst();
        var account = new ViolationEvent.Account(
                part.accountId(), partition.orElse(ViolationEvent.Account.DEFAULT_PARTITION), Optional.empty());
        return new Trigger(account, cause(part, margin), now);
    }

    private static Cause cause(SnapshotPart part, Duration margin) {
        if (part instanceof Users users) {
            return cause(users.snapshotId(), users.asOf(), users.until());
        }
        if (part instanceof Root root) {
            return cause(root.snapshotId(), root.asOf(), root.until());
        }
        if (part instanceof Report report) {
            return cause(report.snapshotId(), report.generatedAt().minus(margin), report.generatedAt());
        }
        if (part instanceof Completed completed) {
            return cause(completed.snapshotId(), completed.asOf(), completed.until());
        }
        if (part instanceof Failed failed) {
            return cause(failed.snapshotId(), failed.asOf(), failed.asOf());
        }
        var told = (Account) part;
        return new Cause.Snapshot(Optional.empty(), told.asOf(), told.asOf());
    }

    private static Cause cause(String snapshotId, Instant asOf, Instant until) {
        var span = Span.of(asOf, until);
        return new Cause.Snapshot(Optional.of(OutsideText.cut(snapshotId)), span.asOf(), span.until());
    }

    private static Stream<String> arns(SnapshotPart part) {
        if (part instanceof Users users) {
            return users.users().stream()
                    .map(User::arn)
                    .flatMap(Optional::stream)
                    .limit(1);
        }
        return part instanceof Report report
                ? report.principals().stream()
                        .map(Principal::arn)
                        .flatMap(Optional::stream)
                        .limit(1)
                : Stream.empty();
    }
}
