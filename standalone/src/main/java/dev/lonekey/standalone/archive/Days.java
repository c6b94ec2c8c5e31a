package dev.lonekey.standalone.archive;

import dev.lonekey.ingest.trail.TrailRange;
import dev.lonekey.runtime.failure.Failure;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which days' files in S3 are meant. */
public final class Days {

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "In S3: the first day, as YYYY-MM-DD in UTC, on which CloudTrail wrote the files.")
    private LocalDate since;

    @Option(names = "--until", paramLabel = "DATE", description = "In S3: the last day. Default today.")
    private LocalDate until;

    /**
     * What the options say, if they are given.
     *
     * @param accounts none for all
     * @throws Failure if there is no such range
     */
    public Optional<TrailRange> range(List<String> accounts) {
        if (since == null && until == null) {
            return Optional.empty();
        }
        if (since == null) {
            throw new Failure("from which day on? Give --since YYYY-MM-DD with --until");
        }
        var last = until == null ? LocalDate.now(Clock.systemUTC()) : until;
        if (last.isBefore(since)) {
            throw new Failure("--since %s is after --until %s; give an earlier day".formatted(since, last));
        }
        return Optional.of(new TrailRange(since, last, Set.copyOf(accounts)));
    }
}
