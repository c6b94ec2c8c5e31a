package dev.lonekey.contract.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTrailRecordTest {

    @Test
    void missingAndNull_areTheSame() throws RejectedException {
        assertThat(parse("{\"requestParameters\":null,\"userIdentity\":{\"userName\":null}}")
                        .requestParameters())
                .isEmpty();
        assertThat(parse("{}")).isEqualTo(parse("{\"eventID\":null,\"errorCode\":null}"));
    }

    @Test
    void whatIsNotRead_mayBeAnything() throws RejectedException {
        assertThat(parse("{\"requestParameters\":{\"tags\":[1,{\"x\":[]}],\"userName\":\"a\"},\"new\":{\"y\":1}}")
                        .requestParameters()
                        .orElseThrow()
                        .userName())
                .contains("a");
    }

    @Test
    void account_isTheRecipientElseTheCallers() throws RejectedException {
        assertThat(parse("{\"recipientAccountId\":\"1112222333344\",\"userIdentity\":{\"accountId\":\"2\"}}")
                        .account())
                .isEqualTo("1112222333344");
        assertThat(parse("{\"userIdentity\":{\"accountId\":\"111122223333\"}}").account())
                .isEqualTo("111122223333");
    }

    @Test
    void event_goesByItsSourceToo() throws RejectedException {
        assertThat(parse("{\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\"}")
                        .event())
                .contains(EventName.CREATE_USER);
        assertThat(parse("{\"eventSource\":\"cognito-idp.amazonaws.com\",\"eventName\":\"CreateUser\"}")
                        .event())
                .isEmpty();
    }

    @Test
    void time_isInWholeSeconds() throws RejectedException {
        assertThat(parse("{\"eventTime\":\"2026-03-01T10:00:00.999Z\"}").time())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|NOT_JSON",
                "{\"eventName\":|NOT_JSON",
                "{}{}|WRONG_SHAPE",
                "[]|WRONG_SHAPE",
                "null|WRONG_SHAPE",
                "\"text\"|WRONG_SHAPE",
                "{\"eventTime\":{}}|WRONG_SHAPE",
                "{\"eventTime\":{\"at\":\"2026-03-01T10:00:00Z\"}}|WRONG_SHAPE",
                "{\"eventTime\":7}|WRONG_SHAPE",
                "{\"userIdentity\":\"me\"}|WRONG_SHAPE",
                "{\"requestParameters\":{\"userName\":{}}}|WRONG_SHAPE",
                "{\"requestParameters\":{\"userName\":7}}|WRONG_SHAPE"
            })
    void anythingElse_isRejected(String json, RejectReason reason) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(RejectedException.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(reason));
    }

    @Test
    void rejection_tellsThePlaceAndNoContent() {
        assertThatThrownBy(() -> parse("{\"requestParameters\":{\"userName\":[\"secret\"]}}"))
                .hasMessage("wrong-shape: requestParameters.userName");
        assertThatThrownBy(() -> parse("{\"eventName\": secret}")).hasMessageMatching("not-json: at byte \\d+");
    }

    @Test
    void nestedBeyondReason_isRejected() {
        var deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThatThrownBy(() -> parse(deep)).isInstanceOf(RejectedException.class);
    }

    private static CloudTrailRecord parse(String json) throws RejectedException {
        return CloudTrailRecord.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
