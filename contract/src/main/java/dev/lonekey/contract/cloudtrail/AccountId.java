package dev.lonekey.contract.cloudtrail;

/** Account ids are opaque (real data holds 13 characters), but they become keys: no blanks, no control characters. */
public final class AccountId {

    private static final int MAX_LENGTH = 64;

    private AccountId() {}

    /** In a plain loop, since every record is asked several times. */
    public static boolean isLegal(String text) {
        for (var index = 0; index < text.length(); index++) {
            if (!isLegal(text.charAt(index))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_LENGTH;
    }

    private static boolean isLegal(char letter) {
        return (letter >= '0' && letter <= '9')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= 'a' && letter <= 'z')
                || "_.:-".indexOf(letter) >= 0;
    }
}
