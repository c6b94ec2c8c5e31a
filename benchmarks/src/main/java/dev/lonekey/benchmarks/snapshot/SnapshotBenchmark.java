package dev.lonekey.benchmarks.snapshot;

import dev.lonekey.benchmarks.detector.RepeatedSnapshot;
import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.snapshot.Hints;
import dev.lonekey.ingest.snapshot.Snapshot;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;

/**
 * {@code benchmarks/run snapshot}: what a snapshot asks, takes and says, beside a loop of the AWS CLI; and what comes of
 * another one in which nothing changed. How long it keeps the stream thread busy is told by SnapshotFiguresTest of the detector.
 */
@picocli.CommandLine.Command(
        name = "snapshot",
        description = "Take snapshots of an account of the stand-in, 50 ms a call: full, by the credential report, "
                + "by a loop of the AWS CLI; and have the detector read the same account twice.")
public final class SnapshotBenchmark extends Benchmark {

    private static final Duration CALL = Duration.ofMillis(50);

    /** For snapshots of which only the parts are wanted. */
    private static final int UNTHROTTLED = 10_000;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "Users of one key each (default: 100 quick, 5,000 full).")
    private int users;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            defaultValue = "10",
            description = "The pace (default ${DEFAULT-VALUE}, that of ingest).")
    private int requestsPerSecond;

    @Option(
            names = "--cli-users",
            paramLabel = "N",
            description = "Users whose keys the loop of the AWS CLI lists, from which its figures for all are scaled "
                    + "(default: 10 quick, 100 full).")
    private int cliUsers;

    @Override
    protected void measure() throws Exception {
        users = users > 0 ? users : (int) sized(100, 5_000);
        cliUsers = Math.min(users, cliUsers > 0 ? cliUsers : (int) sized(10, 100));
        var contenders = new ArrayList<>(List.of(
                new Contender("full", () -> taken(SnapshotTaker::full)),
                new Contender("by report", () -> taken((taker, lane) -> taker.report(lane, Hints.NONE)))));
        if (AwsCli.isThere()) {
            contenders.add(new Contender("loop of the AWS CLI", this::looped));
        } else {
            commandLine().getErr().println("aws is not on this machine: the loop of the AWS CLI is left out");
        }
        var title = "Snapshot of %,d users, %d requests a second".formatted(users, requestsPerSecond);
        run(new Comparison(title, contenders, List.of()), 0);
        runOnce(new Comparison(
                "The detector reads %,d users twice".formatted(users),
                List.of(
                        new Contender("first snapshot", () -> heard(1)),
                        new Contender("second snapshot, nothing changed", () -> heard(2))),
                List.of()));
    }

    private Map<String, Double> taken(BiFunction<SnapshotTaker, Lane, CompletableFuture<Snapshot>> depth) {
        try (var aws = new StandInAws(users, CALL)) {
            var begin = System.nanoTime();
            var parts = aws.snapshot(requestsPerSecond, Clock.systemUTC(), depth);
            var sample = new LinkedHashMap<String, Double>();
            sample.put("s", (System.nanoTime() - begin) / 1e9);
            sample.put("calls", (double) aws.calls());
            sample.put("bytes on the topic", (double)
                    parts.stream().mapToLong(part -> part.toJson().length).sum());
            return sample;
        }
    }

    private Map<String, Double> looped() throws Exception {
        try (var aws = new StandInAws(users, CALL)) {
            return AwsCli.loop(aws, users, cliUsers);
        }
    }

    /** What comes of the last of so many snapshots of the same account, five minutes apart. */
    private Map<String, Double> heard(int count) throws Exception {
        try (var aws = new StandInAws(users, Duration.ZERO)) {
            var snapshots = new ArrayList<List<SnapshotPart>>();
            for (var number = 1; number <= count; number++) {
                // After the users were made, and not so far ahead that the detector refuses it.
                var clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5L * number));
                snapshots.add(aws.snapshot(UNTHROTTLED, clock, SnapshotTaker::full));
            }
            return RepeatedSnapshot.last(snapshots, users);
        }
    }
}
