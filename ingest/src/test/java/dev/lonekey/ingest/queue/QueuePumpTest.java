package dev.lonekey.ingest.queue;

import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static dev.lonekey.ingest.scan.Records.describeInstances;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.config.QueueSettings;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.StandInQueue;
import dev.lonekey.ingest.trail.TrailReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class QueuePumpTest {

    private static final Timing QUICK = new Timing(
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMillis(300));

    /** Twenty seconds after the events. */
    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T10:00:20Z"), ZoneOffset.UTC);

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private final AwsClients clients = clients(aws);
    private final StandInQueue queue = aws.queue("lonekey");
    private final Kept kafka = new Kept();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TrailReader objects =
            new TrailReader(clients.s3(), AwsPartition.COMMERCIAL, kafka, meters, Clock.systemUTC());
    private Optional<QueuePump> pump = Optional.empty();

    @AfterEach
    void close() {
        pump.ifPresent(QueuePump::close);
        objects.close();
        clients.close();
        aws.close();
    }

    @Test
    void message_isDeletedOnceItIsSafe() {
        // Given
        start(2);
        // When
        queue.send(createAccessKey("alice"));
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).containsExactly(createAccessKey("alice"));
        assertThat(messages("published")).isEqualTo(1);
        var lag = meters.get("lonekey.ingest.queue.lag").timer();
        assertThat(lag.totalTime(TimeUnit.SECONDS)).isEqualTo(20);
    }

    @Test
    void changeInAnAccount_arrives() {
        // Given
        var account = aws.account("444455556666");
        account.forwardTo(queue);
        start(1);
        // When
        account.createUser("bob");
        account.createKey("bob");
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).hasSize(2).isEqualTo(account.records());
    }

    @Test
    void recordOfAnotherEvent_isDeletedUnwritten() {
        // Given
        start(1);
        // When
        queue.send(describeInstances("null"));
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).isEmpty();
        assertThat(messages("skipped")).isEqualTo(1);
    }

    @Test
    void unreadableMessage_goesToDeadLettersAndIsDeleted() {
        // Given
        queue.send("{\"detail\":");
        queue.send(createAccessKey("alice"));
        // When
        start(1);
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).hasSize(1);
        assertThat(kafka.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(RejectReason.NOT_JSON);
            assertThat(new String(letter.value(), UTF_8)).isEqualTo("{\"detail\":");
        });
        assertThat(messages("rejected")).isEqualTo(1);
    }

    @Test
    void messageThatKafkaRefuses_staysAlone() {
        // Given
        kafka.refuse(batch -> !batch.rejected().isEmpty());
        queue.send("{\"detail\":");
        queue.send(createAccessKey("alice"));
        // When
        start(1);
        // Then
        await().until(() -> queue.size() == 1);
        assertThat(kafka.records()).hasSize(1);
        // When
        kafka.refuse(batch -> false);
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(meters.counter("lonekey.ingest.queue.repeated").count()).isPositive();
    }

    @Test
    void whileKafkaIsAway_nothingIsDeletedNorSeenTwice() {
        // Given
        kafka.goAway();
        IntStream.range(0, 25).forEach(n -> queue.send(createAccessKey("user" + n)));
        // When
        start(2);
        // Then
        await().until(() -> aws.calls().count("*", "sqs:ChangeMessageVisibilityBatch") >= 8);
        assertThat(queue.inFlight()).isEqualTo(20);
        assertThat(queue.visible()).isEqualTo(5);
        assertThat(kafka.records()).hasSize(20).doesNotHaveDuplicates();
        assertThat(aws.calls().count("*", "sqs:ReceiveMessage")).isEqualTo(2);
        assertThat(messages("published")).isZero();
        // When
        kafka.comeBack();
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void sameEventTwice_isWrittenTwice() {
        // Given
        queue.send(createAccessKey("alice"));
        queue.send(createAccessKey("alice"));
        // When
        start(1);
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).containsExactly(createAccessKey("alice"), createAccessKey("alice"));
    }

    @Test
    void queueThatIsGone_isAProblemUntilItIsBack() {
        // Given
        aws.faults().failWith("*", "sqs:*", 400, "QueueDoesNotExist", "The specified queue does not exist.");
        start(1);
        await().until(() -> problem().isPresent());
        // Then
        assertThat(problem()).hasValueSatisfying(gone -> {
            assertThat(gone.kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(gone.message()).contains(queue.url()).doesNotContain("\n");
        });
        assertThat(meters.counter("lonekey.ingest.queue.receive", "outcome", "not-found")
                        .count())
                .isPositive();
        // When
        aws.faults().healAll();
        queue.send(createAccessKey("alice"));
        // Then
        await().until(() -> queue.size() == 0);
        await().until(() -> problem().isEmpty());
    }

    @Test
    void deniedDelete_isAProblemThoughMessagesArrive() {
        // Given
        aws.faults().deny("*", "sqs:DeleteMessageBatch");
        queue.send(createAccessKey("alice"));
        // When
        start(1);
        // Then
        await().until(() -> kafka.records().size() >= 2);
        assertThat(problem()).hasValueSatisfying(denied -> {
            assertThat(denied.kind()).isEqualTo(Kind.ACCESS_DENIED);
            assertThat(denied.message()).containsIgnoringCase("sqs:DeleteMessage");
        });
        // When
        aws.faults().healAll();
        // Then
        await().until(() -> queue.size() == 0);
        await().until(() -> problem().isEmpty());
    }

    @Test
    void brokenConnections_areGotOver() {
        // Given
        aws.faults().cut("*", "sqs:ReceiveMessage");
        start(1);
        await().until(() -> problem().map(AwsProblem::kind).equals(Optional.of(Kind.UNREACHABLE)));
        // When
        aws.faults().healAll();
        queue.send(createAccessKey("alice"));
        // Then
        await().until(() -> queue.size() == 0);
    }

    @Test
    void close_doesNotWaitForThePoll_andWhatThatStillGetsIsGivenBack() {
        // Given
        start(2);
        await().until(() -> aws.calls().count("*", "sqs:ReceiveMessage") == 2);
        var begun = System.nanoTime();
        // When
        pump.orElseThrow().close();
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        // When
        queue.send(createAccessKey("alice"));
        queue.send(createAccessKey("bob"));
        // Then
        await().until(() -> aws.calls().count("*", "sqs:ChangeMessageVisibilityBatch") == 2);
        await().atMost(Duration.ofSeconds(1)).until(() -> queue.visible() == 2);
        assertThat(kafka.records()).isEmpty();
    }

    @Test
    void close_abandonsWhatKafkaDoesNotAcknowledge() {
        // Given
        kafka.goAway();
        queue.send(createAccessKey("alice"));
        start(1);
        await().until(() -> !kafka.records().isEmpty());
        var begun = System.nanoTime();
        // When
        pump.orElseThrow().close();
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        kafka.comeBack();
        await().until(() -> queue.visible() == 1);
        assertThat(aws.calls().count("*", "sqs:DeleteMessageBatch")).isZero();
    }

    @Test
    void thousandMessages_allArrive() {
        // Given
        IntStream.range(0, 1000).forEach(n -> queue.send(createAccessKey("user" + n)));
        // When
        start(2);
        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.size() == 0);
        assertThat(new HashSet<>(kafka.records())).hasSize(1000);
        assertThat(messages("published")).isEqualTo(1000);
    }

    private void start(int receivers) {
        var settings = new QueueSettings(Optional.of(URI.create(queue.url())), Optional.of(receivers));
        pump = Optional.of(QueuePump.start(clients.sqs(), settings, kafka, objects, meters, clock, QUICK));
    }

    private Optional<AwsProblem> problem() {
        return pump.orElseThrow().problem();
    }

    private double messages(String kind) {
        return meters.counter("lonekey.ingest.queue.messages", "kind", kind).count();
    }

    private static AwsClients clients(AwsStandIn aws) {
        var environment = aws.environment();
        var credentials = AwsSessionCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN"));
        return AwsClients.at(aws.endpoint(), StaticCredentialsProvider.create(credentials), IngestSettings.DEFAULT);
    }
}
