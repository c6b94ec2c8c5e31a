package dev.lonekey.standalone.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times, durations and counts as people say them. */
public final class InWords {

    private InWords() {}

    /** One unit, rounded down: {@code 12 seconds}, {@code 1 minute}, {@code 5 hours}, {@code 400 days}. */
    public static String duration(Duration duration) {
        if (duration.toDays() > 0) {
            return count(duration.toDays(), "day");
        }
        if (duration.toHours() > 0) {
            return count(duration.toHours(), "hour");
        }
        if (duration.toMinutes() > 0) {
            return count(duration.toMinutes(), "minute");
        }
        return count(Math.max(0, duration.toSeconds()), "second");
    }

    /** {@code 2026-11-22 01:13:37 UTC}. */
    public static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    /** {@code 1 file}, {@code 2,900 files}. */
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
