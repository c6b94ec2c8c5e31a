package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.policy.Policy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectorSettingsTest {

    @Test
    void inputs_areTheForeignTopicToo() {
        assertThat(inputs(Optional.empty())).containsExactly("lonekey.cloudtrail", "lonekey.iam-snapshots");
        assertThat(inputs(Optional.of("company.cloudtrail")))
                .containsExactly("lonekey.cloudtrail", "lonekey.iam-snapshots", "company.cloudtrail");
    }

    private static Iterable<String> inputs(Optional<String> foreignTopic) {
        return new DetectorSettings(
                        "test",
                        Topics.CLUSTER,
                        foreignTopic,
                        Path.of("state"),
                        Policy.DEFAULT,
                        Map.of("bootstrap.servers", "localhost:1"))
                .inputs();
    }
}
