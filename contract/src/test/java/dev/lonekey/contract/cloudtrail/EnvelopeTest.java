package dev.lonekey.contract.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    @Test
    void singleRecord_isItself() throws RejectedException {
        assertThat(unwrap(" {\"eventName\":\"x\", \"detail\":\"text\"}\n"))
                .containsExactly(" {\"eventName\":\"x\", \"detail\":\"text\"}\n");
    }

    @Test
    void trailFile_givesEachRecordByteForByte() throws RejectedException {
        assertThat(unwrap("{\"x\":{\"Records\":[1]}, \"Records\" : [ {\"a\" : \"ü}]\"} ,{\"Records\":[{}]}]}"))
                .containsExactly("{\"a\" : \"ü}]\"}", "{\"Records\":[{}]}");
    }

    @Test
    void trailFileWithoutRecords_givesNone() throws RejectedException {
        assertThat(unwrap("{\"Records\":[]}")).isEmpty();
    }

    @Test
    void eventBridgeEnvelope_givesItsDetail() throws RejectedException {
        assertThat(unwrap("{\"version\":\"0\",\"detail\":{\"eventName\":\"x\"},\"resources\":[]}"))
                .containsExactly("{\"eventName\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|NOT_JSON",
                "nonsense|NOT_JSON",
                "[]|WRONG_SHAPE",
                "7|WRONG_SHAPE",
                "{\"Records\":[{\"a\":1}|NOT_JSON",
                "{\"Records\":[{\"a\":1},null]}|WRONG_SHAPE",
                "{} {}|NOT_JSON"
            })
    void anythingElse_isRejected(String value, RejectReason reason) {
        assertThatThrownBy(() -> unwrap(value))
                .isInstanceOfSatisfying(RejectedException.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(reason));
    }

    private static List<String> unwrap(String value) throws RejectedException {
        return Envelope.unwrap(value.getBytes(StandardCharsets.UTF_8)).stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }
}
