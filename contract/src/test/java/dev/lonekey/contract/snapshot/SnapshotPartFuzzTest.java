package dev.lonekey.contract.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lonekey.contract.deadletter.RejectedException;

/** Whatever the bytes of a part are, reading them ends, with a part that can be written and read again, or with its refusal. */
class SnapshotPartFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void part_isReadOrRejected(byte[] json) throws RejectedException {
        SnapshotPart part;
        try {
            part = SnapshotPart.parse(json);
        } catch (RejectedException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(300);
            return;
        }
        assertThat(SnapshotPart.parse(part.toJson())).isEqualTo(part);
    }
}
