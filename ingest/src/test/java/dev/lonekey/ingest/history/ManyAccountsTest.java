package dev.lonekey.ingest.history;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.aws.LanesOfStandIn;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each account has a pace of its own, and none waits for another. */
@Timeout(120)
class ManyAccountsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Window QUARTER = new Window(NOON.minus(Duration.ofDays(90)), NOON);
    private static final List<String> ACCOUNTS =
            IntStream.range(0, 150).mapToObj("5555%08d"::formatted).toList();

    private final Forwarded forwarded = new Forwarded();
    private final WrittenCheckpoints checkpoints = new WrittenCheckpoints();
    private final EventHistory history = new EventHistory(
            forwarded, new Checkpoints(Topics.EMBEDDED, partition -> Map.of(), checkpoints), new SimpleMeterRegistry());

    @Test
    void accounts_areReadAtOnce_eachAtItsPace() {
        try (var aws = AwsStandIn.start(new MovableClock(NOON));
                var lanes = LanesOfStandIn.of(aws, Pace.ofLookups(), ACCOUNTS.toArray(String[]::new))) {
            // Given
            aws.lookupLimit().enforce(2);
            var records = ACCOUNTS.stream()
                    .map(account -> aws.account(account).recall(NOON.minusSeconds(1), "CreateUser", "alice"))
                    .collect(toSet());
            var began = System.nanoTime();
            // When
            CompletableFuture.allOf(ACCOUNTS.stream()
                            .map(account -> history.read(lanes.open(account), QUARTER, HistoryCheckpoint.START))
                            .toArray(CompletableFuture[]::new))
                    .join();
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
            assertThat(aws.lookupLimit().excess()).isZero();
            assertThat(forwarded.records()).containsExactlyInAnyOrderElementsOf(records);
            assertThat(checkpoints.all()).hasSameSizeAs(ACCOUNTS);
        }
    }
}
