package dev.lonekey.contract.cloudtrail;

import java.util.regex.Pattern;

/** Account ids are opaque (real data holds 13 characters), but they become keys: no blanks, no control characters. */
public final class AccountId {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private AccountId() {}

    public static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }
}
