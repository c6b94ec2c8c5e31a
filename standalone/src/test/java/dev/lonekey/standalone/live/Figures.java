package dev.lonekey.standalone.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Prints what was measured, with how busy the machine was, and adds it to {@code target/figures.txt}. */
public final class Figures {

    private static final Path KEPT = Path.of("target", "figures.txt");

    private Figures() {}

    /** Says one. */
    public static void say(String figure) {
        var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var line = "%s  [load %.1f]%n".formatted(figure, load);
        System.out.print(line);
        try {
            var before = Files.exists(KEPT) ? Files.readString(KEPT) : "";
            Files.writeString(KEPT, before + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    public static double secondsSince(Instant begin) {
        return seconds(Duration.between(begin, Instant.now()));
    }

    /** Median, 99th percentile and the longest, in milliseconds. */
    public static String spread(List<Duration> times) {
        var sorted = times.stream().sorted().toList();
        return "median %d ms, p99 %d ms, longest %d ms"
                .formatted(
                        at(sorted, 50).toMillis(),
                        at(sorted, 99).toMillis(),
                        at(sorted, 100).toMillis());
    }

    private static Duration at(List<Duration> sorted, int percent) {
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }
}
