package dev.lonekey.ingest.trail;

import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static dev.lonekey.ingest.trail.TrailFiles.ACCOUNT;
import static dev.lonekey.ingest.trail.TrailFiles.file;
import static dev.lonekey.ingest.trail.TrailFiles.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.Json;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.archive.Gzip;
import dev.lonekey.ingest.aws.Aws;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.checkpoint.ArchiveCheckpoint;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.config.ArchiveSettings;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.queue.Kept;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.MovableClock;
import dev.lonekey.ingest.standin.StandInBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrailPollTest {

    private static final Instant START = Instant.parse("2026-11-02T10:07:00Z");
    private static final Instant FILES = Instant.parse("2026-11-02T10:00:00Z");
    private static final String PLAIN = "AWSLogs/";

    private final MovableClock clock = new MovableClock(START);
    private final AwsStandIn aws = AwsStandIn.start(clock);
    private final StandInBucket bucket = aws.bucket("example-trail");
    private final AwsClients clients = Aws.clients(aws);
    private final Kept kafka = new Kept();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TrailReader reader = new TrailReader(clients.s3(), AwsPartition.COMMERCIAL, kafka, meters, clock);
    private final Map<String, byte[]> written = new ConcurrentHashMap<>();
    private final Checkpoints checkpoints =
            new Checkpoints(Topics.EMBEDDED, partition -> Map.of(), (partition, key, value) -> {
                written.put(key, value);
                return CompletableFuture.completedFuture(null);
            });

    @AfterEach
    void close() {
        reader.close();
        clients.close();
        aws.close();
    }

    @ParameterizedTest
    @CsvSource({
        "AWSLogs/, '', ''",
        "audit/logs/AWSLogs/, audit/logs, ''",
        "AWSLogs/o-exampleorgid/, '', ''",
        "AWSLogs/o-exampleorgid/, '', o-exampleorgid",
        "audit/AWSLogs/o-exampleorgid/, /audit/, o-exampleorgid"
    })
    void newFiles_areReadWhereverTheTrailPutsThem(String before, String prefix, String organization) {
        // Given
        bucket.put(key(before, FILES, 1), file("alice"));
        bucket.put(key(before, "111122223333", "us-east-1", FILES, 1), file("another-account"));
        bucket.put(key(before, ACCOUNT, "eu-central-1", FILES, 1), file("another-region"));
        bucket.put(key(before, FILES, 1).replace("CloudTrail", "CloudTrail-Digest"), file("digest"));
        var poll = poll(settings(prefix, organization), Optional.empty());
        // When
        run(poll);
        // Then
        assertThat(kafka.records()).containsExactly(createAccessKey("alice"));
        assertThat(checkpoint().through()).isEqualTo(START);
    }

    @Test
    void ownTrailBesideThatOfTheOrganization_isReadToo() {
        // Given
        bucket.put(key(PLAIN, FILES, 1), file("alice"));
        bucket.put(key("AWSLogs/o-exampleorgid/", FILES, 2), file("bob"));
        // When
        run(poll());
        // Then
        assertThat(kafka.records()).containsExactlyInAnyOrder(createAccessKey("alice"), createAccessKey("bob"));
    }

    @Test
    void whatWasRead_isNotReadAgain_alsoAfterARestart() {
        // Given
        bucket.put(key(PLAIN, FILES, 1), file("alice"));
        var poll = poll();
        run(poll);
        bucket.put(key(PLAIN, FILES, 2), file("bob"));
        // When
        clock.advance(Duration.ofMinutes(5));
        run(poll);
        clock.advance(Duration.ofMinutes(5));
        run(poll(settings("", ""), Optional.of(checkpoint())));
        // Then
        assertThat(kafka.records()).containsExactly(createAccessKey("alice"), createAccessKey("bob"));
        assertThat(aws.calls().count("*", "s3:GetObject")).isEqualTo(2);
    }

    @Test
    void filesThatAppearLateAndOutOfOrder_areAllRead() {
        // Given
        var poll = poll();
        IntStream.range(0, 100).forEach(number -> {
            var time = START.plus(Duration.ofMinutes(5L * number)).minusSeconds(120);
            // Up to 20 hours late, later ones often before earlier ones, and across midnight.
            var late = Duration.ofMinutes(number * 977L % 1200);
            bucket.put(key(PLAIN, time, number), file("user" + number), time.plus(late));
        });
        bucket.put(key(PLAIN, START.minusSeconds(86_000), 0), file("earlier"));
        // When
        for (var hours = 0; hours < 40; hours++) {
            run(poll);
            clock.advance(Duration.ofHours(1));
        }
        // Then
        assertThat(kafka.records()).hasSize(101).doesNotHaveDuplicates();
        assertThat(checkpoint().seen()).isEmpty();
    }

    @Test
    void crashBetweenFilesAndCheckpoint_repeatsThem_andLeavesNoneOut() {
        // Given
        IntStream.range(0, 20).forEach(number -> bucket.put(key(PLAIN, FILES, number), file("user" + number)));
        var crashing = new Checkpoints(
                Topics.EMBEDDED,
                partition -> Map.of(),
                (partition, key, value) -> CompletableFuture.failedFuture(new IllegalStateException("crash")));
        var poll = new TrailSource(reader, settings("", ""), crashing).open(ACCOUNT, Optional.empty(), START);
        assertThat(poll.poll(START)).failsWithin(Duration.ofSeconds(10));
        // When
        run(poll());
        // Then
        assertThat(kafka.records()).hasSize(40);
        assertThat(new HashSet<>(kafka.records())).hasSize(20);
    }

    @Test
    void checkpoint_waitsUntilAllIsSafe() {
        // Given
        kafka.goAway();
        bucket.put(key(PLAIN, FILES, 1), file("alice"));
        // When
        var polling = poll().poll(START);
        await().until(() -> !kafka.records().isEmpty());
        // Then
        assertThat(polling).isNotDone();
        assertThat(written).isEmpty();
        // When
        kafka.comeBack();
        // Then
        assertThat(polling).succeedsWithin(Duration.ofSeconds(10));
        assertThat(written).hasSize(1);
    }

    @Test
    void whatKafkaRefuses_isReadAgain() {
        // Given
        bucket.put(key(PLAIN, FILES, 1), file("alice"));
        kafka.refuse(batch -> true);
        var poll = poll();
        assertThat(poll.poll(START)).failsWithin(Duration.ofSeconds(10));
        // When
        kafka.refuse(batch -> false);
        clock.advance(Duration.ofMinutes(5));
        run(poll);
        // Then
        assertThat(kafka.records()).hasSize(1);
    }

    static Stream<Named<BiConsumer<StandInBucket, String>>> troubles() {
        return Stream.of(
                Named.of("denied", StandInBucket::deny),
                Named.of("lost", StandInBucket::lose),
                Named.of("undecryptable", StandInBucket::denyDecryption),
                Named.of("key disabled", StandInBucket::disableKmsKey),
                Named.of("cut", StandInBucket::cut),
                Named.of(
                        "truncated", (bucket, key) -> bucket.put(key, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0}, START)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void fileThatCannotBeRead_isTriedAgainUntilItCan(BiConsumer<StandInBucket, String> trouble) {
        // Given
        var bad = key(PLAIN, FILES, 1);
        bucket.put(bad, file("alice"));
        bucket.put(key(PLAIN, FILES, 2), file("bob"));
        trouble.accept(bucket, bad);
        var poll = poll();
        run(poll);
        assertThat(new HashSet<>(kafka.records())).containsOnly(createAccessKey("bob"));
        assertThat(checkpoint().failed()).singleElement().satisfies(failed -> {
            assertThat(failed.key()).isEqualTo(bad);
            assertThat(failed.attempts()).isEqualTo(1);
        });
        // When
        bucket.heal(bad);
        bucket.put(bad, file("alice"));
        clock.advance(Duration.ofMinutes(5));
        run(poll(settings("", ""), Optional.of(checkpoint())));
        // Then
        assertThat(kafka.records()).contains(createAccessKey("alice"));
        assertThat(checkpoint().failed()).isEmpty();
        assertThat(objects("failed")).isEqualTo(1);
        assertThat(objects("given-up")).isZero();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void fileThatCanNeverBeRead_isGivenUpAfterADay(BiConsumer<StandInBucket, String> trouble) {
        // Given
        var bad = key(PLAIN, FILES, 1);
        bucket.put(bad, file("alice"));
        trouble.accept(bucket, bad);
        var poll = poll();
        // When
        for (var polls = 0; polls < 36 * 12; polls++) {
            run(poll);
            clock.advance(Duration.ofMinutes(5));
        }
        // Then
        assertThat(checkpoint().failed()).isEmpty();
        assertThat(objects("failed")).isEqualTo(9);
        assertThat(objects("given-up")).isEqualTo(1);
    }

    @Test
    void accountFarBehind_catchesUpInRounds() {
        // Given
        IntStream.range(0, 1200)
                .forEach(number -> bucket.put(
                        key(PLAIN, START.minus(Duration.ofMinutes(5L * number)), number), file("user" + number)));
        var poll = poll(
                new ArchiveSettings(
                        Optional.of("example-trail"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Duration.ofDays(7)),
                        Optional.empty()),
                Optional.empty());
        // When
        var rounds = 0;
        while (poll.isDue(START)) {
            run(poll);
            rounds++;
        }
        // Then
        assertThat(rounds).isEqualTo(3);
        assertThat(kafka.records()).hasSize(1200).doesNotHaveDuplicates();
        assertThat(poll.isDue(START.plus(Duration.ofMinutes(5)))).isTrue();
    }

    @Test
    void quietBucket_takesOneCall() {
        // Given
        bucket.put(key("AWSLogs/o-exampleorgid/", FILES, 1), file("alice"));
        var poll = poll();
        run(poll);
        aws.calls().clear();
        // When
        clock.advance(Duration.ofMinutes(5));
        run(poll);
        // Then
        assertThat(aws.calls().count("*", "s3:*")).isEqualTo(1);
    }

    @Test
    void bucketThatMustNotBeListed_isSaid_andTriedAgain() {
        // Given
        bucket.put(key(PLAIN, FILES, 1), file("alice"));
        aws.faults().deny("*", "s3:ListObjectsV2");
        var poll = poll();
        // When
        var polling = poll.poll(START);
        // Then
        assertThat(polling)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(AwsFailure.class)
                .withMessage(
                        "s3://example-trail: AccessDenied: s3:ListBucket; allow it in the policy of the role or user"
                                + " that asks (see deploy/aws), and in the bucket's if another account owns it");
        // When
        aws.faults().healAll();
        clock.advance(Duration.ofMinutes(5));
        run(poll);
        // Then
        assertThat(kafka.records()).hasSize(1);
    }

    @Test
    void accountWithoutATrail_isSaid() {
        // Given
        bucket.put(key(PLAIN, "111122223333", "us-east-1", FILES, 1), file("alice"));
        // When
        var polling = poll().poll(START);
        // Then
        assertThat(polling)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("account 444455556666: s3://example-trail/AWSLogs/ has no files of its trail");
    }

    @Test
    void close_leavesTheCheckpointToTheNextOwner() {
        // Given
        kafka.goAway();
        bucket.put(key(PLAIN, FILES, 1), file("alice"));
        var poll = poll();
        var polling = poll.poll(START);
        await().until(() -> !kafka.records().isEmpty());
        // When
        poll.close();
        kafka.comeBack();
        // Then
        assertThat(polling).isCancelled();
        run(poll());
        assertThat(written).hasSize(1);
        assertThat(kafka.records()).hasSize(2);
    }

    @Test
    void fileOfSeveralThousandRecords_isWrittenInFullBatches() {
        // Given
        var records = String.join(
                ",",
                IntStream.range(0, 3_000)
                        .mapToObj(n -> createAccessKey("u" + n))
                        .toList());
        bucket.put(key(PLAIN, FILES, 1), Gzip.of("{\"Records\":[" + records + "]}"));
        // When
        run(poll());
        // Then
        assertThat(kafka.records()).hasSize(3_000).doesNotHaveDuplicates();
    }

    private TrailPoll poll() {
        return poll(settings("", ""), Optional.empty());
    }

    private TrailPoll poll(ArchiveSettings settings, Optional<ArchiveCheckpoint> checkpoint) {
        return new TrailSource(reader, settings, checkpoints).open(ACCOUNT, checkpoint, clock.instant());
    }

    private void run(TrailPoll poll) {
        try {
            poll.poll(clock.instant()).get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static ArchiveSettings settings(String prefix, String organization) {
        return new ArchiveSettings(
                Optional.of("example-trail"),
                Optional.of(prefix),
                Optional.of(organization).filter(id -> !id.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private ArchiveCheckpoint checkpoint() {
        try {
            return Json.MAPPER.readValue(written.get("archive/" + ACCOUNT), ArchiveCheckpoint.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double objects(String outcome) {
        return meters.counter("lonekey.ingest.archive.objects", "outcome", outcome)
                .count();
    }
}
