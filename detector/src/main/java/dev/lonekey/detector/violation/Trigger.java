package dev.lonekey.detector.violation;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import java.time.Instant;
import java.util.Optional;

/**
 * What makes the histories be judged anew.
 *
 * @param cause as it stands in the events that come of it
 * @param now processing time
 */
public record Trigger(Account account, Cause cause, Instant now) {

    /** All text from outside is somebody's who may mean harm: no more of it is passed on than a person reads. */
    private static final int MAX_TEXT = 256;

    private static final int REPLACEMENT = 0xFFFD;

    /** The AWS partition of the account, if the input tells one that is not the usual. */
    public Optional<String> unusualPartition() {
        return Optional.of(account.partition()).filter(partition -> !partition.equals(Account.DEFAULT_PARTITION));
    }

    /** The same, with what is known of the account. */
    public Trigger about(String partition, Optional<String> name) {
        return new Trigger(new Account(account.id(), partition, name), cause, now);
    }

    /** Text from outside, cut to a length, and of whole characters. */
    public static String cut(String text) {
        return text.codePoints()
                .limit(MAX_TEXT)
                .map(point -> isHalfACharacter(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A surrogate without its other half, which JSON can spell but UTF-8 cannot. */
    private static boolean isHalfACharacter(int point) {
        return point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
    }
}
