package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.ingest.trail.TrailFiles;
import dev.lonekey.standalone.check.LiveAws;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayFromBucketIT {

    private static final String ACCOUNT = "111122223333";
    private static final Instant TIME = Instant.parse("2026-10-03T00:05:00Z");

    private final LiveAws aws = new LiveAws();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void filesInABucket_areReplayedLikeThoseOnDisk() throws IOException {
        // Given
        put(1, Trail.keyCreated("erin", "AKIAERINKEY1EXAMPLE1", TIME.minusSeconds(200)));
        put(2, Trail.keyCreated("erin", "AKIAERINKEY2EXAMPLE1", TIME.minusSeconds(100)));
        // When
        var run = lonekey(
                "replay", "--output", "jsonl", "s3://example-trail", "--since", "2026-10-03", "--account", ACCOUNT);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.outLines()).singleElement().satisfies(line -> assertThat(
                        ViolationEvent.fromJson(line.getBytes(UTF_8))
                                .principal()
                                .name())
                .isEqualTo("erin"));
        assertThat(run.err()).contains("2 files: 2 records read, 2 of interest").doesNotContain("lonekey:");
    }

    @Test
    void regionOfChina_tellsWhereItsTrailsAre() throws IOException {
        // Given
        System.setProperty("aws.region", "cn-northwest-1"); // as it was, once the stand-in is closed
        aws.standIn()
                .bucket("example-trail")
                .put(
                        TrailFiles.key("AWSLogs/", ACCOUNT, "cn-north-1", TIME, 1),
                        Trail.gzip("{\"Records\":["
                                + Trail.keyCreated("erin", "AKIAERINKEY1EXAMPLE1", TIME.minusSeconds(200)) + "]}"));
        // When
        var run = lonekey("replay", "--output", "jsonl", "s3://example-trail", "--since", "2026-10-03");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("1 file: 1 record read, 1 of interest");
    }

    @Test
    void fileThatMustNotBeRead_isNamed_andAnError() throws IOException {
        // Given
        put(1, Trail.keyCreated("erin", "AKIAERINKEY1EXAMPLE1", TIME.minusSeconds(200)));
        aws.standIn().bucket("example-trail").deny(key(1));
        // When
        var run = lonekey("replay", "--output", "jsonl", "s3://example-trail", "--since", "2026-10-03");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines().stream().filter(line -> line.startsWith("lonekey: ")))
                .singleElement()
                .asString()
                .startsWith("lonekey: s3://example-trail/" + key(1) + " cannot be read: AccessDenied: s3:GetObject;");
    }

    @Test
    void bucketThatIsNotThere_isOneLine() {
        // When
        var run = lonekey("replay", "s3://another-trail/audit", "--since", "2026-10-03");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("lonekey: s3://another-trail: NoSuchBucket: s3:ListBucket; there is no such bucket");
    }

    private void put(int number, String record) throws IOException {
        aws.standIn().bucket("example-trail").put(key(number), Trail.gzip("{\"Records\":[" + record + "]}"));
    }

    private static String key(int number) {
        return TrailFiles.key("AWSLogs/", ACCOUNT, "us-east-1", TIME, number);
    }
}
