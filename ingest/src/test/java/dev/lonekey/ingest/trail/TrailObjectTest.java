package dev.lonekey.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.config.AwsPartition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailObjectTest {

    private static final String FILE = "444455556666/CloudTrail/us-east-1/2026/11/01/"
            + "444455556666_CloudTrail_us-east-1_20261101T1005Z_aBcDeFgHiJkLmNoP.json.gz";

    @ParameterizedTest
    @ValueSource(
            strings = {"AWSLogs/", "AWSLogs/o-exampleorgid/", "audit/logs/AWSLogs/", "audit/AWSLogs/o-exampleorgid/"})
    void fileOfATrail_isToldByItsName(String before) {
        assertThat(TrailObject.of(before + FILE))
                .contains(new TrailObject(
                        before + FILE,
                        "444455556666",
                        "us-east-1",
                        Instant.parse("2026-11-01T10:05:00Z"),
                        "aBcDeFgHiJkLmNoP"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AWSLogs/",
                "AWSLogs/444455556666/CloudTrail-Digest/us-east-1/2026/11/01/"
                        + "444455556666_CloudTrail-Digest_us-east-1_example_us-east-1_20261101T100500Z.json.gz",
                "AWSLogs/444455556666/CloudTrail-Insight/us-east-1/2026/11/01/"
                        + "444455556666_CloudTrail-Insight_us-east-1_20261101T1005Z_aBcDeFgHiJkLmNoP.json.gz",
                "AWSLogs/444455556666/CloudTrail-Aggregated/us-east-1/2026/11/01/"
                        + "444455556666_CloudTrail-Aggregated_us-east-1_20261101T1005Z_aBcDeFgHiJkLmNoP.json.gz",
                "AWSLogs/444455556666/Config/us-east-1/2026/11/01/ConfigHistory/a.json.gz",
                "AWSLogs/444455556666/CloudTrail/us-east-1/2026/11/01/"
                        + "111122223333_CloudTrail_us-east-1_20261101T1005Z_aBcDeFgHiJkLmNoP.json.gz",
                "AWSLogs/444455556666/CloudTrail/us-east-1/2026/11/01/"
                        + "444455556666_CloudTrail_us-east-1_20261301T1005Z_aBcDeFgHiJkLmNoP.json.gz",
                "AWSLogs/444455556666/CloudTrail/us-east-1/2026/11/01/notes.json.gz"
            })
    void whateverElse_isNone(String key) {
        assertThat(TrailObject.of(key)).isEmpty();
    }

    @Test
    void otherRegions_areOfInterestInThePastOnly() {
        // Given
        var layout = new TrailLayout(AwsPartition.COMMERCIAL);
        // Then
        assertThat(layout.isOfInterest(in("us-east-1", "2026-11-01T10:05:00Z"))).isTrue();
        assertThat(layout.isOfInterest(in("eu-central-1", "2026-11-01T10:05:00Z")))
                .isFalse();
        assertThat(layout.isOfInterest(in("eu-central-1", "2021-11-22T10:05:00Z")))
                .isTrue();
        assertThat(layout.isOfInterest(in("eu-central-1", "2021-11-23T10:05:00Z")))
                .isFalse();
        assertThat(new TrailLayout(AwsPartition.CHINA).isOfInterest(in("cn-north-1", "2026-11-01T10:05:00Z")))
                .isTrue();
    }

    @Test
    void listing_beginsAtAnyTime() {
        // Given
        var time = Instant.parse("2026-11-01T10:05:00Z");
        var folder = "AWSLogs/444455556666/CloudTrail/";
        // When
        var from = TrailLayout.from(folder, TrailFiles.ACCOUNT, "us-east-1", time);
        // Then
        assertThat(from)
                .isLessThan(TrailFiles.key("AWSLogs/", time, 0))
                .isGreaterThan(TrailFiles.key("AWSLogs/", time.minusSeconds(60), 9))
                .isGreaterThan(TrailFiles.key("AWSLogs/", time.minusSeconds(86_400), 9));
    }

    private static String in(String region, String time) {
        return TrailFiles.key("AWSLogs/", TrailFiles.ACCOUNT, region, Instant.parse(time), 1);
    }
}
