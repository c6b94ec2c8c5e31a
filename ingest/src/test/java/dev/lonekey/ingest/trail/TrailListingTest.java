package dev.lonekey.ingest.trail;

import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static dev.lonekey.ingest.trail.TrailFiles.ACCOUNT;
import static dev.lonekey.ingest.trail.TrailFiles.file;
import static dev.lonekey.ingest.trail.TrailFiles.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.archive.ArchiveProblem;
import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.ingest.aws.Aws;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.StandInBucket;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailListingTest {

    private static final String OTHER = "111122223333";

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private final StandInBucket bucket = aws.bucket("example-trail");
    private final AwsClients clients = Aws.clients(aws);

    private record Replayed(List<String> records, List<String> problems) {}

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://example-trail/audit",
                "s3://example-trail/audit/",
                "s3://example-trail/audit/AWSLogs",
                "s3://example-trail/audit/AWSLogs/",
                "s3://example-trail/audit/AWSLogs/o-exampleorgid/444455556666/CloudTrail/us-east-1/2026/"
            })
    void days_areReadInTheOrderOfTime(String path) throws IOException {
        // Given
        var before = "audit/AWSLogs/o-exampleorgid/";
        IntStream.range(1, 9)
                .forEach(day -> bucket.put(
                        key(before, Instant.parse("2026-10-0" + day + "T23:55:00Z"), day), file("user" + day)));
        bucket.put(
                key(before, Instant.parse("2026-10-03T00:05:00Z"), 1).replace("CloudTrail", "CloudTrail-Digest"),
                file("x"));
        bucket.put(key(before, ACCOUNT, "eu-west-1", Instant.parse("2026-10-03T00:05:00Z"), 1), file("y"));
        // When
        var replayed = replay(path, "2026-10-03", "2026-10-05");
        // Then
        assertThat(replayed.problems()).isEmpty();
        assertThat(replayed.records())
                .containsExactly(createAccessKey("user3"), createAccessKey("user4"), createAccessKey("user5"));
    }

    @Test
    void accounts_areChosen_andMissingOnesNamed() throws IOException {
        // Given
        var time = Instant.parse("2026-10-03T00:05:00Z");
        bucket.put(key("AWSLogs/", time, 1), file("alice"));
        bucket.put(key("AWSLogs/", OTHER, "us-east-1", time, 2), file("bob"));
        // When
        var all = replay("s3://example-trail", "2026-10-03", "2026-10-03");
        var one = replay("s3://example-trail", "2026-10-03", "2026-10-03", OTHER);
        var none = replay("s3://example-trail", "2026-10-03", "2026-10-03", "777788889999");
        // Then
        assertThat(all.records()).hasSize(2);
        assertThat(one.records()).containsExactly(createAccessKey("bob"));
        assertThat(none.records()).isEmpty();
        assertThat(none.problems())
                .containsExactly("s3://example-trail/AWSLogs/ has no files of account 777788889999."
                        + " Give another account, or what stands before AWSLogs/ there.");
    }

    @Test
    void otherRegions_areReadOfThePastOnly() throws IOException {
        // Given
        bucket.put(in("us-east-1", "2021-11-20T00:05:00Z"), file("a"));
        bucket.put(in("us-west-1", "2021-11-20T00:05:00Z"), file("b"));
        bucket.put(in("us-west-1", "2021-11-25T00:05:00Z"), file("c"));
        bucket.put(in("us-east-1", "2021-11-25T00:05:00Z"), file("d"));
        // When
        var replayed = replay("s3://example-trail", "2021-11-01", "2021-12-01");
        // Then
        assertThat(replayed.records())
                .containsExactlyInAnyOrder(createAccessKey("a"), createAccessKey("b"), createAccessKey("d"));
    }

    @Test
    void nothingThere_isSaid() throws IOException {
        assertThat(replay("s3://example-trail/nowhere", "2026-10-03", "2026-10-04")
                        .problems())
                .containsExactly("s3://example-trail/nowhere holds no files of a trail from 2026-10-03 to 2026-10-04 in"
                        + " us-east-1. Give what stands before AWSLogs/, and other days.");
    }

    @Test
    void filesThatCannotBeRead_areNamed_andTheOthersUsed() throws IOException {
        // Given
        var time = Instant.parse("2026-10-03T00:05:00Z");
        IntStream.range(0, 6).forEach(n -> bucket.put(key("AWSLogs/", time, n), file("user" + n)));
        bucket.deny(key("AWSLogs/", time, 0));
        bucket.lose(key("AWSLogs/", time, 1));
        bucket.denyDecryption(key("AWSLogs/", time, 2));
        bucket.disableKmsKey(key("AWSLogs/", time, 3));
        bucket.cut(key("AWSLogs/", time, 4));
        // When
        var replayed = replay("s3://example-trail", "2026-10-03", "2026-10-03");
        // Then
        assertThat(replayed.records()).contains(createAccessKey("user5"));
        assertThat(replayed.problems())
                .hasSize(5)
                .allMatch(
                        problem -> problem.startsWith("s3://example-trail/AWSLogs/444455556666/CloudTrail/us-east-1/"))
                .anyMatch(problem ->
                        problem.contains("cannot be read: AccessDenied: s3:GetObject; allow it in the policy"))
                .anyMatch(problem -> problem.contains("cannot be read: NoSuchKey: s3:GetObject; it is not there"))
                .anyMatch(problem ->
                        problem.contains("cannot be read: AccessDenied: kms:Decrypt; allow it in the policy"))
                .anyMatch(problem -> problem.contains("its KMS key is disabled or to be deleted"));
    }

    private static String in(String region, String time) {
        return key("AWSLogs/", ACCOUNT, region, Instant.parse(time), 1);
    }

    private Replayed replay(String path, String since, String until, String... accounts) throws IOException {
        var range = new TrailRange(LocalDate.parse(since), LocalDate.parse(until), Set.of(accounts));
        var records = new ArrayList<String>();
        try (var listing = new TrailListing(clients.s3(), AwsPartition.COMMERCIAL, range);
                var source = new ArchiveSource(() -> listing.list(S3Path.of(path)))) {
            for (var batch = source.next(); batch.isPresent(); batch = source.next()) {
                batch.get().records().forEach(record -> records.add(new String(record.json(), UTF_8)));
            }
            return new Replayed(
                    records,
                    source.problems().stream().map(ArchiveProblem::message).toList());
        }
    }
}
