package dev.lonekey.benchmarks.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.snapshot.Snapshot;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import dev.lonekey.ingest.standin.AwsStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An account of the stand-in whose users have one key each. */
final class StandInAws implements AutoCloseable {

    private static final Duration REPORT = Duration.ofSeconds(3);

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());

    /** @param call what each call takes besides the stand-in's own work */
    StandInAws(int users, Duration call) {
        var account = aws.account(aws.homeAccount());
        account.usersAtOnce(users, number -> "user-" + number);
        account.reportTakes(REPORT);
        aws.faults().delay("*", "*", call);
    }

    /** Takes a snapshot as ingest does, and returns its parts. */
    List<SnapshotPart> snapshot(
            int requestsPerSecond, Clock clock, BiFunction<SnapshotTaker, Lane, CompletableFuture<Snapshot>> depth) {
        var environment = aws.environment();
        var credentials = StaticCredentialsProvider.create(AwsSessionCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN")));
        try (var clients = AwsClients.at(aws.endpoint(), credentials, IngestSettings.DEFAULT);
                var lanes = new Lanes(clients, Pace.of(requestsPerSecond), new SimpleMeterRegistry())) {
            var parts = new ConcurrentLinkedQueue<SnapshotPart>();
            var taker = new SnapshotTaker(
                    part -> {
                        parts.add(part);
                        return CompletableFuture.completedFuture(null);
                    },
                    clock);
            depth.apply(taker, lanes.open(aws.homeAccount())).join();
            return List.copyOf(parts);
        }
    }

    URI endpoint() {
        return aws.endpoint();
    }

    /** What leads a child process there, with made-up credentials. */
    Map<String, String> environment() {
        return aws.environment();
    }

    /** How often it was called so far. */
    int calls() {
        return aws.calls().all().size();
    }

    @Override
    public void close() {
        aws.close();
    }
}
