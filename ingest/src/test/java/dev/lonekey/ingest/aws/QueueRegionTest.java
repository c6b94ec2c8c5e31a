package dev.lonekey.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.config.QueueSettings;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRegionTest {

    @ParameterizedTest
    @CsvSource({
        "sqs.eu-central-1.amazonaws.com, eu-central-1",
        "sqs.cn-north-1.amazonaws.com.cn, cn-north-1",
        "sqs-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "eu-west-1.queue.amazonaws.com, eu-west-1",
        "sqs.eu-west-1.api.aws, eu-west-1",
        "vpce-0example.sqs.eu-west-3.vpce.amazonaws.com, eu-west-3",
        "queue.amazonaws.com, ap-south-1",
        "localhost, ap-south-1",
    })
    void url_tellsTheRegionOrThatOfTheSettingsIs(String host, String region) {
        // Given
        var queue = new QueueSettings(
                Optional.of(URI.create("https://" + host + "/111122223333/lonekey")), Optional.empty());
        var none = IngestSettings.DEFAULT;
        var settings = new IngestSettings(
                none.partition(),
                Optional.of("ap-south-1"),
                none.accounts(),
                none.role(),
                queue,
                none.archive(),
                none.snapshots(),
                none.history(),
                none.instanceId());
        // When
        var found = QueueRegion.of(settings);
        // Then
        assertThat(found).isEqualTo(region);
    }
}
