package dev.lonekey.benchmarks.snapshot;

import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.snapshot.Hints;
import dev.lonekey.ingest.snapshot.Snapshot;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import dev.lonekey.ingest.standin.AwsStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * {@code benchmarks/run snapshot}: what a snapshot asks, takes and says. How long it keeps the stream thread busy is told by
 * SnapshotFiguresTest of the detector.
 */
@picocli.CommandLine.Command(
        name = "snapshot",
        description = "Take snapshots of an account of the stand-in, 50 ms a call: full, and by the credential report.")
public final class SnapshotBenchmark extends Benchmark {

    private static final Duration CALL = Duration.ofMillis(50);
    private static final Duration REPORT = Duration.ofSeconds(3);

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "Users of one key each (default: 200 quick, 5,000 full).")
    private int users;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            defaultValue = "10",
            description = "The pace (default ${DEFAULT-VALUE}, that of ingest).")
    private int requestsPerSecond;

    @Override
    protected void measure() throws Exception {
        users = users > 0 ? users : (int) sized(200, 5_000);
        var contenders = List.of(
                new Contender("full", () -> taken(SnapshotTaker::full)),
                new Contender("by report", () -> taken((taker, lane) -> taker.report(lane, Hints.NONE))));
        var title = "Snapshot of %,d users, %d requests a second".formatted(users, requestsPerSecond);
        run(new Comparison(title, contenders, List.of()), 0);
    }

    private Map<String, Double> taken(BiFunction<SnapshotTaker, Lane, CompletableFuture<Snapshot>> depth) {
        try (var aws = AwsStandIn.start(Clock.systemUTC())) {
            var account = aws.account(aws.homeAccount());
            account.usersAtOnce(users, number -> "user-" + number);
            account.reportTakes(REPORT);
            aws.faults().delay("*", "*", CALL);
            var environment = aws.environment();
            var credentials = StaticCredentialsProvider.create(AwsSessionCredentials.create(
                    environment.get("AWS_ACCESS_KEY_ID"),
                    environment.get("AWS_SECRET_ACCESS_KEY"),
                    environment.get("AWS_SESSION_TOKEN")));
            try (var clients = AwsClients.at(aws.endpoint(), credentials, IngestSettings.DEFAULT);
                    var lanes = new Lanes(clients, Pace.of(requestsPerSecond), new SimpleMeterRegistry())) {
                var bytes = new AtomicLong();
                var taker = new SnapshotTaker(
                        part -> {
                            bytes.addAndGet(part.toJson().length);
                            return CompletableFuture.completedFuture(null);
                        },
                        Clock.systemUTC());
                var begin = System.nanoTime();
                depth.apply(taker, lanes.open(account.id())).join();
                var sample = new LinkedHashMap<String, Double>();
                sample.put("s", (System.nanoTime() - begin) / 1e9);
                sample.put("calls", (double) aws.calls().all().size());
                sample.put("bytes on the topic", (double) bytes.get());
                return sample;
            }
        }
    }
}
