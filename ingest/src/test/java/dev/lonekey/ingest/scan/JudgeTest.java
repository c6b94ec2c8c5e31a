package dev.lonekey.ingest.scan;

import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static dev.lonekey.ingest.scan.Records.describeInstances;
import static dev.lonekey.ingest.scan.Records.quoted;
import static dev.lonekey.ingest.scan.Records.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.ingest.scan.Verdict.NotARecord;
import dev.lonekey.ingest.scan.Verdict.NotOfInterest;
import dev.lonekey.ingest.scan.Verdict.OfInterest;
import dev.lonekey.ingest.scan.Verdict.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

    private static final String FORGED = createAccessKey("mallory");

    @ParameterizedTest
    @EnumSource
    void everyEventThatTravels_isOfInterestByteForByte(EventName event) {
        // Given
        var json = record(event.source(), event.text(), "{ \"x\" :\t[1.0, \"\\u00e9\\/\"] }", "null");
        // When
        var verdict = judge(json);
        // Then
        assertOfInterest(verdict, json);
    }

    @Test
    void sameNameOfAnotherService_isNotOfInterest() {
        assertThat(judge(record("transfer.amazonaws.com", "CreateUser", "{\"userName\":[1]}", "null")))
                .isInstanceOf(NotOfInterest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":%s}", "{\"detail\":%s}", "[%s]"})
    void forgedRecordInside_isNotOfInterest(String requestParameters) {
        assertThat(judge(describeInstances(requestParameters.formatted(FORGED))))
                .isInstanceOf(NotOfInterest.class);
    }

    @Test
    void forgedRecordInAString_isNotOfInterest() {
        assertThat(judge(describeInstances("{\"CloudTrailEvent\":" + quoted(FORGED) + "}")))
                .isInstanceOf(NotOfInterest.class);
    }

    @Test
    void lookupEventsEntry_yieldsTheRecordInItsString() {
        // Given
        var json = createAccessKey("a\\\\b\\\"{é");
        var entry = "{\"EventId\":\"1\",\"EventTime\":\"2026-03-01 21:00:00+11:00\",\"CloudTrailEvent\": "
                + quoted(json) + "}";
        // When
        var verdict = judge(entry);
        // Then
        assertOfInterest(verdict, json);
    }

    @Test
    void eventBridgeEnvelope_yieldsExactlyItsDetail() {
        // Given
        var json = createAccessKey("é").replace(",", " ,\n ");
        var envelope = "{\"version\":\"0\",\"detail-type\":\"é\",\"detail\" : " + json + " ,\"account\":\"1\"}";
        // When
        var verdict = judge(envelope);
        // Then
        assertOfInterest(verdict, json);
    }

    @Test
    void recordWithoutAccount_isRejected() {
        // Given
        var json = createAccessKey("alice").replace("recipientAccountId", "other");
        // When
        var verdict = judge(json);
        // Then
        assertThat(verdict).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason().reason()).isEqualTo(RejectReason.NO_ACCOUNT);
            assertThat(new String(rejected.input(), UTF_8)).isEqualTo(json);
        });
    }

    @Test
    void candidateThatIsNotJson_isRejected() {
        // Given
        var json = createAccessKey("alice").replace("\"userName\":", "\"userName\"=");
        // Then
        assertThat(judge(json)).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(
                        rejected.reason().reason())
                .isEqualTo(RejectReason.NOT_JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"awsAccountId\":\"111122223333\",\"digestStartTime\":\"2026-03-01T10:00:00Z\",\"logFiles\":[]}",
                "{\"name\":\"CreateUser\"}"
            })
    void digestsAndOtherObjects_areNotRecords(String json) {
        assertThat(judge(json)).isInstanceOf(NotARecord.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventVersion\":\"1.11\",\"eventType\":\"AwsCloudTrailInsight\",\"insightDetails\":{"
                        + "\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\"}}",
                "{\"eventVersion\":\"1.0\",\"eventCategory\":\"Aggregated\",\"eventId\":\"1\",\"accountId\":\"1\","
                        + "\"summary\":{\"eventName\":\"CreateUser\"}}"
            })
    void insightAndAggregatedEvents_areNotOfInterest(String json) {
        assertThat(judge(json)).isInstanceOf(NotOfInterest.class);
    }

    /** With other bytes around, since a unit stands in the midst of a window. */
    private static Verdict judge(String json) {
        var bytes = ("é]}" + json + "{[é").getBytes(UTF_8);
        return Judge.judge(bytes, 4, bytes.length - 4);
    }

    private static void assertOfInterest(Verdict verdict, String json) {
        assertThat(verdict).isInstanceOfSatisfying(OfInterest.class, found -> {
            assertThat(new String(found.record().json(), UTF_8)).isEqualTo(json);
            assertThat(found.record().account()).isEqualTo(Records.ACCOUNT);
        });
    }
}
