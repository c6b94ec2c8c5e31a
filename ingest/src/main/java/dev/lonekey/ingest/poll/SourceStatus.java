package dev.lonekey.ingest.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the reading of one kind of source gets on, over all accounts.
 *
 * @param problem why not one account's can be read, if so and that is not their own fault; in one line
 * @param summary how it gets on otherwise, in one line
 */
public record SourceStatus(Optional<String> problem, String summary) {

    static final SourceStatus NONE = new SourceStatus(Optional.empty(), "reads no accounts yet");

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Puts it into words.
     *
     * @param failing accounts of which the last reading failed
     * @param unread accounts of which nothing was read yet
     * @param behind of the others, how old what was read last of any is at most
     */
    static SourceStatus of(
            Optional<String> problem, int accounts, long failing, long unread, Optional<Duration> behind) {
        if (accounts == 0) {
            return NONE;
        }
        var parts = Stream.of(
                        Optional.of("reads " + count(accounts, "account")),
                        Optional.of(failing).filter(some -> some > 0).map(some -> some + " cannot be read"),
                        Optional.of(unread).filter(some -> some > 0).map(some -> some + " not read to an end yet"),
                        behind.map(most -> "the furthest behind by " + words(most)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return new SourceStatus(problem, parts);
    }

    private static String words(Duration behind) {
        if (behind.compareTo(MINUTE) < 0) {
            return "less than a minute";
        }
        if (behind.compareTo(HOUR.multipliedBy(2)) < 0) {
            return count(behind.toMinutes(), "minute");
        }
        return behind.compareTo(DAY.multipliedBy(2)) < 0
                ? count(behind.toHours(), "hour")
                : count(behind.toDays(), "day");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
