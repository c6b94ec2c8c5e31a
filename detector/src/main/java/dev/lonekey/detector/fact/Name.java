package dev.lonekey.detector.fact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an IAM user, or {@link #ROOT}. IAM does not tell names apart by case, so two names are equal when they
 * differ in case only; the spelling is kept to be shown.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html">CreateUser</a>
 */
public final class Name implements Comparable<Name> {

    /** Stands for the root user, who has no name; no user can bear it, since IAM names are not empty. */
    public static final Name ROOT = new Name("");

    /** IAM's own pattern; existing users may have up to 128 characters. */
    private static final Pattern LEGAL = Pattern.compile("[\\w+=,.@-]{1,128}");

    private final String folded;
    private final String spelling;

    private Name(String spelling) {
        this.spelling = spelling;
        this.folded = spelling.toLowerCase(Locale.ROOT);
    }

    /** The name that a text is, or nothing if it cannot be an IAM user's name. */
    public static Optional<Name> of(String text) {
        return LEGAL.matcher(text).matches() ? Optional.of(new Name(text)) : Optional.empty();
    }

    /** A name from stored state, which was legal when it was stored; the empty one is {@link #ROOT}. */
    public static Name stored(String spelling) {
        return spelling.isEmpty() ? ROOT : new Name(spelling);
    }

    public boolean isRoot() {
        return folded.isEmpty();
    }

    /** The form that is the same for all spellings. */
    public String folded() {
        return folded;
    }

    /** As it was written where this name was read. */
    public String spelling() {
        return spelling;
    }

    @Override
    public int compareTo(Name other) {
        return folded.compareTo(other.folded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && name.folded.equals(folded);
    }

    @Override
    public int hashCode() {
        return folded.hashCode();
    }

    @Override
    public String toString() {
        return isRoot() ? "root user" : spelling;
    }
}
