package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.detector.policy.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

    @TempDir
    private Path folder;

    @Test
    void unchangedSnapshots_costLittleAndSayNothing() {
        assumeTrue(Boolean.getBoolean("lonekey.figures"), "figures are only taken when asked for");
        var parts = new ArrayList<Long>();
        var completions = new ArrayList<Long>();
        try (var detector = new DetectorOnTestDriver(folder, Policy.DEFAULT, START.plusSeconds(86_400 * 30))) {
            for (var number = 0; number < SNAPSHOTS; number++) {
                var asOf = START.plusSeconds(3_600L * number);
                for (var part = 1; part <= PARTS; part++) {
                    parts.add(millionths(detector, users(number, part, asOf)));
                }
                completions.add(millionths(
                        detector,
                        new SnapshotPart.Completed(
                                "full-" + number, PARTS, ACCOUNT, asOf, asOf.plusSeconds(60), PARTS * USERS_A_PART)));
            }
            assertThat(detector.events()).isEmpty();
            System.out.printf(
                    "a part of %d users: median %d us; the completion of %d users: median %d us, worst %d us%n",
                    USERS_A_PART,
                    median(parts.subList(PARTS, parts.size())),
                    PARTS * USERS_A_PART,
                    median(completions),
                    Collections.max(completions));
        }
    }

    private static long millionths(DetectorOnTestDriver detector, SnapshotPart part) {
        var begin = System.nanoTime();
        detector.tell(part);
        return (System.nanoTime() - begin) / 1_000;
    }

    private static long median(List<Long> figures) {
        var sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
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
