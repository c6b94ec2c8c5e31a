package dev.lonekey.contract.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lonekey.contract.deadletter.RejectedException;

/** Whatever the bytes of a record are, reading them ends, with what they say or with their refusal. */
class CloudTrailFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void record_isReadOrRejected(byte[] json) {
        try {
            var record = CloudTrailRecord.parse(json);
            assertThat(record.event()).isNotNull();
            assertThat(record.account()).hasSizeBetween(1, 64);
            assertThat(record.time()).isNotNull();
        } catch (RejectedException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(300);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void kind_isToldOrRejected(byte[] json) {
        try {
            assertThat(RecordKind.of(json)).isNotNull();
        } catch (RejectedException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(300);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void envelope_givesObjectsOrIsRejected(byte[] value) {
        try {
            for (var record : Envelope.unwrap(value)) {
                // Each is JSON by itself again: the places where it begins and ends are right.
                assertThat(Envelope.unwrap(record)).isNotNull();
            }
        } catch (RejectedException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(300);
        }
    }
}
