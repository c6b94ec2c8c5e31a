package dev.lonekey.detector.violation;

import dev.lonekey.contract.OutsideText;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord.UserIdentity;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells who did what, from where, out of a CloudTrail record. */
public final class CloudTrailTrigger {

    private static final Pattern PARTITION = Pattern.compile("aws(-[a-z-]{1,20})?");

    private CloudTrailTrigger() {}

    /**
     * The trigger that a record is.
     *
     * @param now processing time
     * @throws RejectedException if the record has no account or no time
     */
    public static Trigger of(CloudTrailRecord record, Instant now) throws RejectedException {
        var caller = record.userIdentity();
        var cause = new Cause.CloudTrail(
                cut(record.eventId()),
                cut(record.eventName()).orElse(""),
                record.time(),
                new Cause.Actor(
                        cut(caller.flatMap(UserIdentity::type)),
                        cut(caller.flatMap(UserIdentity::arn)),
                        cut(caller.flatMap(UserIdentity::accessKeyId))),
                cut(record.sourceIp()),
                cut(record.userAgent()),
                cut(record.awsRegion()));
        return new Trigger(new Account(record.account(), partition(record), Optional.empty()), cause, now);
    }

    /** The AWS partition by the caller's ARN, else by the region: commercial, China, GovCloud and the rest. */
    private static String partition(CloudTrailRecord record) {
        return record.userIdentity()
                .flatMap(UserIdentity::arn)
                .flatMap(CloudTrailTrigger::partitionOf)
                .orElseGet(() -> partitionOfRegion(record.awsRegion().orElse("")));
    }

    private static String partitionOfRegion(String region) {
        return region.startsWith("cn-")
                ? "aws-cn"
                : region.startsWith("us-gov-") ? "aws-us-gov" : Account.DEFAULT_PARTITION;
    }

    /** The partition that an ARN names. */
    static Optional<String> partitionOf(String arn) {
        var fields = arn.split(":", 3);
        return fields.length == 3
                        && fields[0].equals("arn")
                        && PARTITION.matcher(fields[1]).matches()
                ? Optional.of(fields[1])
                : Optional.empty();
    }

    private static Optional<String> cut(Optional<String> text) {
        return text.map(OutsideText::cut);
    }
}
