package dev.lonekey.ingest.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.trail.TrailLayout;

/** Whatever a message is, it has content or is refused for what it is, never because Lonekey fails over it. */
class MessageFuzzTest {

    private static final MessageReader READER = new MessageReader("lonekey", new TrailLayout(AwsPartition.COMMERCIAL));

    @FuzzTest(maxDuration = "1m")
    void message_isUnderstoodOrRejected(byte[] body) {
        var content = READER.read(new String(body, UTF_8));
        assertThat(content.rejected()).noneMatch(letter -> letter.reason() == RejectReason.INTERNAL);
        assertThat(content.objects()).allSatisfy(object -> {
            assertThat(object.bucket()).isNotNull();
            assertThat(object.key()).isNotNull();
        });
    }
}
