package dev.lonekey.detector.violation;

import java.util.regex.Pattern;

/** Writes command lines that mean the same to any POSIX shell, whatever text they carry. */
final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+=,.@:/-]*");

    private Shell() {}

    /** An option with its value; one that begins with a dash is tied to its option so that it is not taken for another. */
    static String option(String option, String value) {
        return option + (value.startsWith("-") ? "=" : " ") + quoted(value);
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
