package dev.lonekey.detector.trail;

import dev.lonekey.contract.OutsideText;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A trail. Calls name it by its name, or by its ARN, and can be made in its home region only; so both lead to the same.
 *
 * @param region where it is at home
 * @param owner the account that it belongs to; a trail of an organization can be changed from another
 */
public record Trail(String name, String region, String owner) implements Comparable<Trail> {

    /** {@code arn:aws:cloudtrail:us-east-1:111122223333:trail/name}. */
    private static final Pattern ARN = Pattern.compile("arn:[^:]*:cloudtrail:([^:]+):([^:]+):trail/(.+)");

    private static final Comparator<Trail> ORDER =
            Comparator.comparing(Trail::name).thenComparing(Trail::region).thenComparing(Trail::owner);

    /**
     * The trail that a call names.
     *
     * @param told name or ARN
     * @param region where the call was made
     * @param account where the call was made
     */
    static Trail of(String told, String region, String account) {
        var arn = ARN.matcher(OutsideText.cut(told));
        return arn.matches()
                ? new Trail(arn.group(3), arn.group(1), arn.group(2))
                : new Trail(OutsideText.cut(told), OutsideText.cut(region), account);
    }

    @Override
    public int compareTo(Trail other) {
        return ORDER.compare(this, other);
    }
}
