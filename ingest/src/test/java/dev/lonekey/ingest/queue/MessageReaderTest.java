package dev.lonekey.ingest.queue;

import static dev.lonekey.ingest.scan.Records.ACCOUNT;
import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static dev.lonekey.ingest.scan.Records.describeInstances;
import static dev.lonekey.ingest.scan.Records.quoted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.queue.MessageContent.Kind;
import dev.lonekey.ingest.trail.TrailLayout;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    private static final String RECORD = createAccessKey("zoë").replace(",", " ,\n ");

    private final MessageReader reader = new MessageReader("lonekey", new TrailLayout(AwsPartition.COMMERCIAL));

    static Stream<Named<UnaryOperator<String>>> shapes() {
        return Stream.of(
                Named.of("EventBridge", MessageReaderTest::event),
                Named.of("EventBridge by way of SNS", record -> notification(event(record))),
                Named.of("bare", UnaryOperator.identity()),
                Named.of("bare by way of SNS", MessageReaderTest::notification),
                Named.of("trail file", record -> "{\"Records\":[" + record + "]}"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void recordOfInterest_travelsAsItStands_underItsAccount(UnaryOperator<String> shape) {
        // When
        var content = reader.read(shape.apply(RECORD));
        // Then
        assertThat(content.kind()).isEqualTo(Kind.PUBLISHED);
        assertThat(content.rejected()).isEmpty();
        assertThat(content.times()).containsExactly(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(content.records()).singleElement().satisfies(record -> {
            assertThat(new String(record.json(), UTF_8)).isEqualTo(RECORD);
            assertThat(record.account()).isEqualTo(ACCOUNT);
        });
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void recordOfAnotherEvent_isSkipped(UnaryOperator<String> shape) {
        assertNothing(shape.apply(describeInstances("{\"userName\":[1]}")));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void recordWithoutAccount_isRejected(UnaryOperator<String> shape) {
        // Given
        var bad = RECORD.replace("recipientAccountId", "other");
        // When
        var content = reader.read(shape.apply(bad));
        // Then
        assertThat(content.kind()).isEqualTo(Kind.REJECTED);
        assertThat(content.rejected()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(RejectReason.NO_ACCOUNT);
            assertThat(new String(letter.value(), UTF_8)).isEqualTo(bad);
        });
    }

    @Test
    void recordWithoutRecipient_isOfTheAccountOfItsIdentity() {
        // Given
        var record = RECORD.replace("recipientAccountId", "other")
                .replace("\"type\":\"IAMUser\"", "\"accountId\":\"444455556666\"");
        // When
        var content = reader.read(event(record));
        // Then
        assertThat(content.records()).singleElement().satisfies(sent -> assertThat(sent.account())
                .isEqualTo("444455556666"));
    }

    @Test
    void recordWithoutTime_travels() {
        // When
        var content = reader.read(event(RECORD.replace("eventTime", "other")));
        // Then
        assertThat(content.kind()).isEqualTo(Kind.PUBLISHED);
        assertThat(content.times()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"awsAccountId\":\"111122223333\",\"digestStartTime\":\"2026-03-01T10:00:00Z\",\"logFiles\":[]}",
                "{\"eventVersion\":\"1.11\",\"eventType\":\"AwsCloudTrailInsight\",\"insightDetails\":{"
                        + "\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\"}}",
                "{\"eventVersion\":\"1.0\",\"eventCategory\":\"Aggregated\",\"eventId\":\"1\",\"accountId\":\"1\","
                        + "\"summary\":{\"eventName\":\"CreateUser\"}}",
                "{\"Records\":[]}",
                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"trail\"}",
                "{\"detail-type\":\"EC2 Instance State-change Notification\",\"detail\":{\"state\":\"running\"}}",
                "{\"detail-type\":\"AWS Console Sign In via CloudTrail\",\"detail\":{\"eventName\":\"ConsoleLogin\"}}"
            })
    void whatCloudTrailAndEventBridgeSendBesides_isSkipped(String body) {
        assertNothing(body);
        assertNothing(notification(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{\"detail\":", "{} {}", "\u0000{}", "{\"Type\":\"Notification\"} x"})
    void bodyThatIsNoJson_isRejectedAsItCame(String body) {
        assertRejected(body, RejectReason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[1]",
                "\"text\"",
                "{}",
                "{\"Records\":[1]}",
                "{\"Type\":\"SubscriptionConfirmation\",\"SubscribeURL\":\"https://example.com\"}",
                "{\"Type\":1,\"Message\":[]}",
                "{\"Type\":\"Notification\",\"Message\":{\"a\":1}}"
            })
    void bodyThatIsNoRecord_isRejectedAsItCame(String body) {
        assertRejected(body, RejectReason.WRONG_SHAPE);
    }

    @Test
    void bodyNestedBeyondReason_isRejected() {
        assertRejected("{\"a\":" + "[".repeat(5_000), RejectReason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"s3Bucket\":\"trails\",\"s3ObjectKey\":[null]}",
                "{\"Records\":[null,{\"eventSource\":\"aws:s3\"}]}",
                "{\"Records\":[null],\"Event\":\"aws:s3\",\"bucket\":\"aws:s3\"}"
            })
    void nothingWhereAnObjectShouldBe_isRejectedAsItCame(String body) {
        assertRejected(body, RejectReason.WRONG_SHAPE);
    }

    @Test
    void badRecord_doesNotHoldUpTheOthersOfItsMessage() {
        // Given
        var bad = RECORD.replace("recipientAccountId", "other");
        // When
        var content = reader.read("{\"Records\":[" + RECORD + "," + bad + "," + describeInstances("{}") + "]}");
        // Then
        assertThat(content.kind()).isEqualTo(Kind.REJECTED);
        assertThat(content.records()).hasSize(1);
        assertThat(content.rejected()).singleElement().satisfies(letter -> {
            assertThat(new String(letter.value(), UTF_8)).isEqualTo(bad);
            assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("queue lonekey");
        });
    }

    @Test
    void largestEventThatEventBridgeSends_travels() {
        // Given
        var userAgent = "é".repeat(120 * 1024);
        // When
        var content = reader.read(
                event(RECORD.replace("\"eventTime\"", "\"userAgent\":" + quoted(userAgent) + ",\"eventTime\"")));
        // Then
        assertThat(content.kind()).isEqualTo(Kind.PUBLISHED);
    }

    private void assertNothing(String body) {
        assertThat(reader.read(body).kind()).isEqualTo(Kind.SKIPPED);
    }

    private void assertRejected(String body, RejectReason reason) {
        var content = reader.read(body);
        assertThat(content.kind()).isEqualTo(Kind.REJECTED);
        assertThat(content.records()).isEmpty();
        assertThat(content.rejected()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(reason);
            assertThat(new String(letter.value(), UTF_8)).isEqualTo(body);
        });
    }

    private static String header(DeadLetter letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private static String event(String record) {
        return """
                {"version":"0","id":"1","detail-type":"AWS API Call via CloudTrail","source":"aws.iam",\
                "account":"999999999999","resources":[],"detail": %s }""".formatted(record);
    }

    private static String notification(String message) {
        return "{\"Type\" : \"Notification\", \"TopicArn\" : \"arn:aws:sns:us-east-1:111122223333:iam\", \"Message\" : "
                + quoted(message).replace("\n", "\\n") + "}";
    }
}
