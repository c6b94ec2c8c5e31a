package dev.lonekey.detector.violation;

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

    /** All text of a record is the caller's: no more of it is passed on than a person reads. */
    private static final int MAX_TEXT = 256;

    private static final int REPLACEMENT = 0xFFFD;
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
        var arn = record.userIdentity().flatMap(UserIdentity::arn).orElse("").split(":", 3);
        if (arn.length == 3 && arn[0].equals("arn") && PARTITION.matcher(arn[1]).matches()) {
            return arn[1];
        }
        var region = record.awsRegion().orElse("");
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private static Optional<String> cut(Optional<String> text) {
        return text.map(full -> full.codePoints()
                .limit(MAX_TEXT)
                .map(point -> isHalfACharacter(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    /** A surrogate without its other half, which JSON can spell but UTF-8 cannot. */
    private static boolean isHalfACharacter(int point) {
        return point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
    }
}
