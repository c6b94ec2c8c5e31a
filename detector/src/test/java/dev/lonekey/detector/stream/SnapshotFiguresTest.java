package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.detector.policy.Policy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the stream thread is busy with snapshots of an account of 5,000 users in which nothing changes:
 * {@code mvn test -pl contract,runtime,detector -Dtest=SnapshotFiguresTest -Dlonekey.figures=true}. A measurement, not a test of speed.
 */
class SnapshotFiguresTest {

    private static final String ACCOUNT = "111122223333";
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int PARTS = 25;
    private static final int USERS_A_PART = 200;
    private static final int SNAPSHOTS = 30;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @Test
    void unchangedSnapshots_costLittleAndSayNothing() {
        assumeTrue(Boolean.getBoolean("lonekey.figures"), "figures are only taken when asked for");
        var parts = new ArrayList<Took>();
        var completions = new ArrayList<Took>();
        try (var detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, START.plusSeconds(86_400 * 30))) {
            for (var number = 0; number < SNAPSHOTS; number++) {
                var asOf = START.plusSeconds(3_600L * number);
                for (var part = 1; part <= PARTS; part++) {
                    parts.add(took(detector, users(number, part, asOf)));
                }
                completions.add(took(
                        detector,
                        new SnapshotPart.Completed(
                                "full-" + number, PARTS, ACCOUNT, asOf, asOf.plusSeconds(60), PARTS * USERS_A_PART)));
            }
            assertThat(detector.events()).isEmpty();
            System.out.printf(
                    "a part of %d users: %s; the completion of %d users: %s%n",
                    USERS_A_PART, text(parts.subList(PARTS, parts.size())), PARTS * USERS_A_PART, text(completions));
        }
    }

    /** What the thread took: of the clock, and of the processor, which other work on the machine does not lengthen. */
    private record Took(long nanos, long processorNanos) {}

    private static Took took(DetectorOnTestDriver detector, SnapshotPart part) {
        var begin = System.nanoTime();
        var worked = THREADS.getCurrentThreadCpuTime();
        detector.tell(part);
        return new Took(System.nanoTime() - begin, THREADS.getCurrentThreadCpuTime() - worked);
    }

    private static String text(List<Took> all) {
        return "median %d us, worst %d us; of the processor %d us"
                .formatted(
                        median(all, Took::nanos) / 1_000,
                        all.stream().mapToLong(Took::nanos).max().orElseThrow() / 1_000,
                        median(all, Took::processorNanos) / 1_000);
    }

    private static long median(List<Took> all, ToLongFunction<Took> figure) {
        return all.stream()
                .mapToLong(figure)
                .sorted()
                .skip(all.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static SnapshotPart users(int snapshot, int part, Instant asOf) {
        var users = IntStream.range(0, USERS_A_PART)
                .map(index -> (part - 1) * USERS_A_PART + index)
                .mapToObj(number -> new SnapshotPart.User(
                        "user-%04d".formatted(number),
                        Optional.of("AIDAEXAMPLE%06d".formatted(number)),
                        Optional.of("arn:aws:iam::" + ACCOUNT + ":user/user-%04d".formatted(number)),
                        List.of(new SnapshotPart.Key(
                                "AKIAEXAMPLE%09d".formatted(number),
                                "Active",
                                Optional.of(START.minusSeconds(86_400)),
                                Optional.empty()))))
                .toList();
        return new SnapshotPart.Users("full-" + snapshot, part, ACCOUNT, asOf, asOf.plusSeconds(60), users);
    }
}
