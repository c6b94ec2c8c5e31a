package dev.lonekey.ingest.queue;

import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static dev.lonekey.ingest.scan.Records.quoted;
import static dev.lonekey.ingest.trail.TrailFiles.file;
import static dev.lonekey.ingest.trail.TrailFiles.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.ingest.aws.Aws;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.config.QueueSettings;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.StandInBucket;
import dev.lonekey.ingest.standin.StandInQueue;
import dev.lonekey.ingest.trail.TrailReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class NotificationsTest {

    private static final Timing QUICK = new Timing(
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMillis(300));

    private static final Instant TIME = Instant.parse("2026-11-02T10:00:00Z");

    /** With what has to be encoded. */
    private static final String KEY = key("audit logs+more/AWSLogs/o-exampleorgid/", TIME, 1);

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private final AwsClients clients = Aws.clients(aws);
    private final StandInQueue queue = aws.queue("lonekey");
    private final StandInBucket bucket = aws.bucket("example-trail");
    private final Kept kafka = new Kept();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TrailReader objects =
            new TrailReader(clients.s3(), AwsPartition.COMMERCIAL, kafka, meters, Clock.systemUTC());
    private final QueuePump pump = QueuePump.start(
            clients.sqs(),
            new QueueSettings(Optional.of(URI.create(queue.url())), Optional.of(1)),
            kafka,
            objects,
            meters,
            Clock.systemUTC(),
            QUICK);

    @AfterEach
    void close() {
        pump.close();
        objects.close();
        clients.close();
        aws.close();
    }

    @Test
    void namedObject_isReadBeforeItsMessageIsDeleted() {
        // Given
        bucket.put(KEY, file("alice"));
        kafka.goAway();
        // When
        queue.send(created(KEY));
        // Then
        await().until(() -> kafka.records().contains(createAccessKey("alice")));
        assertThat(queue.size()).isEqualTo(1);
        // When
        kafka.comeBack();
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(meters.counter("lonekey.ingest.queue.messages", "kind", "published")
                        .count())
                .isEqualTo(1);
        assertThat(meters.timer("lonekey.ingest.archive.lag").count()).isEqualTo(1);
        assertThat(meters.timer("lonekey.ingest.archive.lag").max(TimeUnit.MINUTES))
                .isLessThan(5);
    }

    @Test
    void notificationThroughSns_andCloudTrailsOwn_areUnderstood() {
        // Given
        bucket.put(KEY, file("alice"));
        bucket.put(key("AWSLogs/", TIME, 2), file("bob"));
        // When
        queue.send("{\"Type\":\"Notification\",\"Message\":" + quoted(created(KEY)) + "}");
        queue.send("{\"s3Bucket\":\"example-trail\",\"s3ObjectKey\":[\"" + key("AWSLogs/", TIME, 2) + "\"]}");
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).containsExactlyInAnyOrder(createAccessKey("alice"), createAccessKey("bob"));
    }

    @Test
    void eventOfEventBridge_namesItsObjectAsItIs() {
        // Given
        var key = key("audit+%2B logs/AWSLogs/", TIME, 1);
        bucket.put(key, file("alice"));
        bucket.put(key("AWSLogs/", TIME, 2), file("bob"));
        // When
        queue.send(byEventBridge("Object Created", key));
        queue.send("{\"Type\":\"Notification\",\"Message\":"
                + quoted(byEventBridge("Object Created", key("AWSLogs/", TIME, 2))) + "}");
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).containsExactlyInAnyOrder(createAccessKey("alice"), createAccessKey("bob"));
        assertThat(kafka.letters()).isEmpty();
    }

    @Test
    void otherEventsOfS3ByEventBridge_areDeleted() {
        // When
        queue.send(byEventBridge("Object Deleted", key("AWSLogs/", TIME, 1)));
        queue.send(byEventBridge("Object Created", "AWSLogs/111122223333/Config/a.json.gz"));
        queue.send("{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":null}}");
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.letters()).isEmpty();
        assertThat(aws.calls().count("*", "s3:*")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"example-trail\",\"HostId\":\"x\"}",
                "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectRemoved:Delete\",\"s3\":{\"bucket\":{"
                        + "\"name\":\"example-trail\"},\"object\":{\"key\":\"a\"}}}]}",
                "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{"
                        + "\"name\":\"example-trail\"},\"object\":{\"key\":\"AWSLogs/111122223333/Config/a.json.gz\"}}}]}"
            })
    void whatNamesNoFileOfATrail_isDeleted(String message) {
        // When
        queue.send(message);
        // Then
        await().until(() -> queue.size() == 0);
        assertThat(kafka.letters()).isEmpty();
        assertThat(aws.calls().count("*", "s3:*")).isZero();
    }

    @Test
    void slowObject_holdsUpNoOtherMessage_andStaysHidden() {
        // Given
        bucket.put(KEY, file("alice"));
        aws.faults().delay("*", "s3:GetObject", Duration.ofSeconds(5));
        queue.send(created(KEY));
        await().until(() -> aws.calls().count("*", "s3:GetObject") == 1);
        // When
        queue.send(createAccessKey("bob"));
        // Then
        await().atMost(Duration.ofSeconds(3)).until(() -> queue.size() == 1);
        assertThat(kafka.records()).containsExactly(createAccessKey("bob"));
        await().until(() -> queue.size() == 0);
        assertThat(kafka.records()).hasSize(2);
        assertThat(aws.calls().count("*", "s3:GetObject")).isEqualTo(1);
    }

    @Test
    void objectThatCannotBeRead_comesAgainLater() {
        // Given
        bucket.put(KEY, file("alice"));
        bucket.denyDecryption(KEY);
        // When
        queue.send(created(KEY));
        // Then
        await().until(() -> aws.calls().count("*", "sqs:ChangeMessageVisibilityBatch") == 1);
        assertThat(queue.inFlight()).isEqualTo(1);
        assertThat(kafka.records()).isEmpty();
        assertThat(kafka.letters()).isEmpty();
    }

    @Test
    void objectThatCouldNotBeReadForADay_isADeadLetter() throws InterruptedException {
        // Given
        bucket.lose(KEY);
        var body = created(KEY);
        var queueOfPump = new EventQueue(clients.sqs(), URI.create(queue.url()), QUICK);
        var trouble = new QueueTrouble(queue.url(), Clock.systemUTC());
        var hiding = Executors.newScheduledThreadPool(1);
        var visibility = new Visibility(queueOfPump, trouble, QUICK, hiding);
        var handling = new Handling(
                queueOfPump,
                new MessageReader("lonekey", objects.layout()),
                kafka,
                new Fetching(objects, queueOfPump, visibility, trouble),
                visibility,
                new Stop(1),
                trouble,
                new QueueMeters(
                        meters, new QueueSilence(Optional.empty(), meters, Clock.systemUTC()), Clock.systemUTC()));
        // When
        handling.handle(List.of(Message.builder()
                .receiptHandle("made-up#1")
                .body(body)
                .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "9"))
                .build()));
        // Then
        await().until(() -> !kafka.letters().isEmpty());
        assertThat(kafka.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(RejectReason.UNREADABLE);
            assertThat(new String(letter.value(), UTF_8)).isEqualTo(body);
        });
        await().until(() -> aws.calls().count("*", "sqs:DeleteMessageBatch") == 1);
        hiding.shutdownNow();
    }

    @Test
    void manyObjects_areAllRead() {
        // Given
        IntStream.range(0, 300).forEach(n -> bucket.put(key("AWSLogs/", TIME, n), file("user" + n)));
        // When
        IntStream.range(0, 300).forEach(n -> queue.send(created(key("AWSLogs/", TIME, n))));
        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.size() == 0);
        assertThat(kafka.records()).hasSize(300).doesNotHaveDuplicates();
    }

    private static String byEventBridge(String type, String key) {
        return """
                {"version":"0","id":"00000000-1111-2222-3333-444455556666","detail-type":"%s","source":"aws.s3",\
                "account":"111122223333","time":"2026-11-02T10:00:00Z","region":"us-east-1",\
                "resources":["arn:aws:s3:::example-trail"],"detail":{"version":"0","bucket":{"name":"example-trail"},\
                "object":{"key":"%s","size":5,"etag":"b1946ac92492d2347c6235b4d2611184","sequencer":"617f08299329d189"},\
                "request-id":"EXAMPLEREQUEST01","requester":"cloudtrail.amazonaws.com","reason":"PutObject"}}""".formatted(type, key);
    }

    private static String created(String key) {
        return """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
                "eventTime":"2026-11-02T10:00:00.000Z","eventName":"ObjectCreated:Put",\
                "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"example-trail"},"object":{"key":"%s","size":1}}}]}""".formatted(URLEncoder.encode(key, UTF_8).replace("%2F", "/"));
    }
}
