package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.account.TrailStatus.State;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens in AWS, and what is published of it. */
class LiveIT {

    private static final String ACCOUNT = "111122223333";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void secondKey_isOpenedByItsEvent_andTheListingAfterItAddsNothing() throws Exception {
        try (var live = new LiveSystem(folder, queue())) {
            // Given
            var account = live.aws.account(ACCOUNT);
            account.forwardTo(live.aws.queue("events"));
            live.aws.queue("events");
            account.createUser("alice");
            account.createKey("alice");
            awaitSnapshot(live);
            live.clock.advance(Duration.ofMinutes(5));
            // When
            account.createKey("alice");
            // Then
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 1);
            // When the margin has passed, and the user is listed; and when all are listed
            live.clock.advance(Duration.ofSeconds(32));
            await().atMost(PATIENCE)
                    .until(() -> live.meters.counter("lonekey.ingest.looks").count() >= 1);
            live.clock.advance(Duration.ofHours(12));
            awaitSnapshotAfter(live, live.clock.instant().minus(Duration.ofMinutes(1)));
            // Then
            assertThat(live.topics.violations()).singleElement().satisfies(event -> {
                assertThat(event.type()).isEqualTo(EventType.OPENED);
                assertThat(event.principal().name()).isEqualTo("alice");
            });
            assertThat(status(live).orElseThrow().drift()).isZero();
        }
    }

    @Test
    void lostEvent_isMadeUpForByTheNextSnapshot_andCountedAsDrift() throws Exception {
        try (var live = new LiveSystem(folder, queue())) {
            // Given
            var account = live.aws.account(ACCOUNT);
            account.forwardTo(live.aws.queue("events"));
            account.createUser("alice");
            account.createKey("alice");
            awaitSnapshot(live);
            live.clock.advance(Duration.ofHours(1));
            // When
            account.withoutEvents(() -> account.createKey("alice"));
            live.clock.advance(Duration.ofHours(11));
            // Then
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 1);
            assertThat(live.topics.violations().get(0).type()).isEqualTo(EventType.OPENED);
            await().atMost(PATIENCE)
                    .until(() ->
                            status(live).filter(known -> known.drift() == 1).isPresent());
        }
    }

    @Test
    void rootKey_opensAndResolves() throws Exception {
        try (var live = new LiveSystem(folder, queue())) {
            // Given
            var account = live.aws.account(ACCOUNT);
            account.forwardTo(live.aws.queue("events"));
            awaitSnapshot(live);
            live.clock.advance(Duration.ofMinutes(5));
            // When
            var key = account.createRootKey();
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 1);
            live.clock.advance(Duration.ofMinutes(5));
            account.deleteRootKey(key);
            // Then
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 2);
            assertThat(live.topics.violations())
                    .extracting(ViolationEvent::type)
                    .containsExactly(EventType.OPENED, EventType.RESOLVED);
        }
    }

    @Test
    void stoppedTrail_isTold_andThatItWasStartedAgain() throws Exception {
        try (var live = new LiveSystem(folder, queue())) {
            // Given
            var queue = live.aws.queue("events");
            live.aws.account(ACCOUNT);
            awaitSnapshot(live);
            var stop = call("StopLogging", live.clock.instant());
            // When
            queue.send(stop);
            queue.send(stop);
            // Then
            await().atMost(PATIENCE).until(() -> trail(live).equals(Optional.of(State.STOPPED)));
            assertThat(live.meters
                            .get("lonekey.detector.trail.calls")
                            .tag("effect", "stopped")
                            .counter()
                            .count())
                    .isEqualTo(1);
            await().atMost(PATIENCE)
                    .until(() -> live.meters.find("lonekey.accounts.trails").tag("state", "stopped").gauges().stream()
                            .anyMatch(gauge -> gauge.value() == 1));
            // When
            live.clock.advance(Duration.ofMinutes(1));
            queue.send(call("StartLogging", live.clock.instant()));
            // Then
            await().atMost(PATIENCE).until(() -> trail(live).equals(Optional.of(State.RESTORED)));
            assertThat(live.topics.violations()).isEmpty();
        }
    }

    private static Optional<State> trail(LiveSystem live) {
        return status(live).stream()
                .flatMap(known -> known.trails().stream())
                .map(TrailStatus::state)
                .findFirst();
    }

    private static String call(String event, Instant at) {
        return """
                {"source":"aws.cloudtrail","detail-type":"AWS API Call via CloudTrail","detail":{"eventVersion":"1.09",
                "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/mallory","accountId":"%1$s","userName":"mallory"},
                "eventTime":"%2$s","eventSource":"cloudtrail.amazonaws.com","eventName":"%3$s","awsRegion":"us-east-1",
                "sourceIPAddress":"203.0.113.7","userAgent":"aws-cli/2.15.0","requestParameters":{"name":"audit"},
                "responseElements":null,"eventID":"%3$s-1","recipientAccountId":"%1$s"}}""".formatted(ACCOUNT, at.truncatedTo(ChronoUnit.SECONDS), event);
    }

    private static String queue() {
        return "queue: {url: 'http://127.0.0.1/" + ACCOUNT + "/events'}";
    }

    private static void awaitSnapshot(LiveSystem live) {
        awaitSnapshotAfter(live, Instant.EPOCH);
    }

    private static void awaitSnapshotAfter(LiveSystem live, Instant after) {
        await().atMost(PATIENCE).until(() -> status(live)
                .flatMap(AccountStatus::lastSnapshot)
                .filter(snapshot -> snapshot.outcome() == Outcome.COMPLETED
                        && snapshot.asOf().isAfter(after))
                .isPresent());
    }

    private static Optional<AccountStatus> status(LiveSystem live) {
        return live.topics.accounts().stream()
                .filter(known -> known.accountId().equals(ACCOUNT))
                .findFirst();
    }
}
