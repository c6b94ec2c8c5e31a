package dev.lonekey.standalone.live;

import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.snapshot.Hints;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import dev.lonekey.ingest.standin.AwsStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long a snapshot by the credential report takes in an account of 5,000 users of which ten have two keys, if AWS takes 50 ms
 * for a call and 3 s for the report: half a minute.
 */
@EnabledIfSystemProperty(named = "lonekey.figures", matches = "true")
class ReportFiguresTest {

    private static final int USERS = 5_000;
    private static final int IN_VIOLATION = 10;
    private static final int TIMES = 3;

    @ParameterizedTest
    @ValueSource(ints = {10, 20})
    void snapshotByReport_takesSeconds(int requestsPerSecond) {
        for (var time = 0; time < TIMES; time++) {
            try (var aws = AwsStandIn.start(Clock.systemUTC())) {
                var account = aws.account(aws.homeAccount());
                account.usersAtOnce(USERS, number -> "user-" + number);
                for (var number = 0; number < IN_VIOLATION; number++) {
                    account.createKey("user-" + number * 100);
                }
                account.reportTakes(Duration.ofSeconds(3));
                aws.faults().delay("*", "*", Duration.ofMillis(50));
                var clients = AwsClients.at(aws.endpoint(), LiveSystem.credentials(aws), IngestSettings.DEFAULT);
                try (clients;
                        var lanes = new Lanes(clients, Pace.of(requestsPerSecond), new SimpleMeterRegistry())) {
                    var taker = new SnapshotTaker(part -> CompletableFuture.completedFuture(null), Clock.systemUTC());
                    var begin = Instant.now();
                    var snapshot =
                            taker.report(lanes.open(account.id()), Hints.NONE).join();
                    Figures.say("report depth, %d requests/s: %.1f s, %d calls, %d users with several keys"
                            .formatted(
                                    requestsPerSecond,
                                    Figures.secondsSince(begin),
                                    aws.calls().all().size(),
                                    snapshot.usersWithSeveralKeys().size()));
                }
            }
        }
    }
}
