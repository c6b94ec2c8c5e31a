package dev.lonekey.ingest.report;

import java.time.Instant;
import java.util.regex.Pattern;

/** What names, ids and times must be like to travel in a part of a snapshot. */
public final class Texts {

    private static final int MAX_CHARACTERS = 256;
    private static final Pattern USER_NAME = Pattern.compile("[\\w+=,.@-]{1,128}");
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private Texts() {}

    public static void require(String text, String field) {
        if (text == null || text.isBlank() || text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(field + " is missing, empty or too long");
        }
    }

    /** Whether IAM lets a user have this name; it lets new ones have 64 characters. */
    public static boolean isUserName(String text) {
        return USER_NAME.matcher(text).matches();
    }

    public static void requireUserName(String text, String field) {
        if (text == null || !isUserName(text)) {
            throw new IllegalArgumentException(field + " is missing, or no name of a user");
        }
    }

    public static void requireTime(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(END_OF_TIME)) {
            throw new IllegalArgumentException("no time of this age");
        }
    }
}
