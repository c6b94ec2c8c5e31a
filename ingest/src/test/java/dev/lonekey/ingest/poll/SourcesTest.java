package dev.lonekey.ingest.poll;

import static dev.lonekey.ingest.poll.PollingScene.BUCKET;
import static dev.lonekey.ingest.poll.PollingScene.PARTITION;
import static dev.lonekey.ingest.poll.PollingScene.eventually;
import static dev.lonekey.ingest.poll.SourceKind.ARCHIVE;
import static dev.lonekey.ingest.poll.SourceKind.HISTORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.trail.TrailFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of event histories and archives, over all accounts. */
class SourcesTest {

    private static final String A = "444455556666";
    private static final String B = "777788889999";

    @TempDir
    private Path folder;

    @Test
    void nothingListedYet_isNoProblem() throws Exception {
        try (var scene = PollingScene.withSources(folder, A)) {
            // When
            scene.tick();
            // Then
            assertThat(scene.polling.status(HISTORY)).isEqualTo(SourceStatus.NONE);
            assertThat(scene.polling.status(ARCHIVE)).isEqualTo(SourceStatus.NONE);
        }
    }

    @Test
    void allCanBeRead_saysHowFarBehind() throws Exception {
        try (var scene = PollingScene.withSources(folder, A, B)) {
            // Given
            filesOf(scene, A);
            filesOf(scene, B);
            // When
            begin(scene);
            // Then
            awaitSummary(scene, HISTORY, "reads 2 accounts, the furthest behind by less than a minute");
            awaitSummary(scene, ARCHIVE, "reads 2 accounts, the furthest behind by less than a minute");
            // When
            scene.clock.advance(Duration.ofMinutes(3));
            scene.tick();
            // Then
            assertThat(scene.polling.status(HISTORY).summary())
                    .isEqualTo("reads 2 accounts, the furthest behind by 3 minutes");
        }
    }

    @Test
    void oneThatCannotBeRead_isCounted_untilItCan() throws Exception {
        try (var scene = PollingScene.withSources(folder, A, B)) {
            // Given
            scene.aws.faults().deny(A, "cloudtrail:LookupEvents");
            filesOf(scene, B);
            // When
            begin(scene);
            // Then
            awaitSummary(
                    scene,
                    HISTORY,
                    "reads 2 accounts, 1 cannot be read, 1 not read to an end yet, the furthest behind by less than a minute");
            eventually(() -> {
                scene.tick();
                return scene.polling.status(ARCHIVE).summary().startsWith("reads 2 accounts, 1 cannot be read, the");
            });
            assertThat(scene.polling.status(HISTORY).problem()).isEmpty();
            assertThat(scene.polling.status(ARCHIVE).problem()).isEmpty();
            assertThat(failing(scene)).isEqualTo(2);
            // When
            scene.aws.faults().healAll();
            filesOf(scene, A);
            scene.clock.advance(Duration.ofHours(2));
            // Then
            awaitSummary(scene, HISTORY, "reads 2 accounts, the furthest behind by less than a minute");
            awaitSummary(scene, ARCHIVE, "reads 2 accounts, the furthest behind by less than a minute");
            assertThat(failing(scene)).isZero();
        }
    }

    @Test
    void everyAccountsOwnProblems_areNoCommonOne() throws Exception {
        try (var scene = PollingScene.withSources(folder, A, B)) {
            // Given
            scene.aws.faults().deny("*", "cloudtrail:LookupEvents");
            scene.aws.bucket(BUCKET);
            // When
            begin(scene);
            // Then
            eventually(() -> {
                scene.tick();
                return failing(scene) == 4;
            });
            scene.clock.advance(Duration.ofSeconds(20));
            scene.tick();
            assertThat(scene.polling.status(HISTORY).problem()).isEmpty();
            assertThat(scene.polling.status(ARCHIVE).problem()).isEmpty();
        }
    }

    @Test
    void whatHoldsUpAllAccounts_isTheProblem() throws Exception {
        try (var scene = PollingScene.withSources(folder, A, B)) {
            // Given
            scene.aws.faults().failWith("*", "cloudtrail:LookupEvents", 503, "ServiceUnavailable", "made up");
            // When
            begin(scene); // and there is no bucket
            eventually(() -> {
                scene.tick();
                return failing(scene) == 4;
            });
            scene.clock.advance(Duration.ofSeconds(20));
            scene.tick();
            // Then
            assertThat(scene.polling.status(HISTORY).problem())
                    .get()
                    .asString()
                    .startsWith("account " + A + " and 1 other: ");
            assertThat(scene.polling.status(ARCHIVE).problem())
                    .get()
                    .asString()
                    .startsWith("s3://" + BUCKET + ": NoSuchBucket: s3:ListBucket; ");
        }
    }

    @Test
    void accountThatIsWatchedNoLonger_isNotCounted() throws Exception {
        try (var scene = PollingScene.withSources(folder, A, B)) {
            // Given
            scene.aws.faults().deny(A, "cloudtrail:LookupEvents");
            filesOf(scene, A);
            filesOf(scene, B);
            begin(scene);
            eventually(() -> {
                scene.tick();
                return failing(scene) == 1;
            });
            // When
            scene.names(B);
            scene.listed();
            // Then
            awaitSummary(scene, HISTORY, "reads 1 account, the furthest behind by less than a minute");
            assertThat(failing(scene)).isZero();
        }
    }

    private static void begin(PollingScene scene) {
        scene.listed();
        scene.polling.gained(PARTITION);
        eventually(() -> scene.watched() > 0);
    }

    private static void filesOf(PollingScene scene, String account) {
        var time = Instant.parse("2026-11-22T09:30:00Z");
        scene.aws
                .bucket(BUCKET)
                .put(TrailFiles.key("AWSLogs/", account, "us-east-1", time, 1), TrailFiles.file("alice"));
    }

    private static void awaitSummary(PollingScene scene, SourceKind kind, String summary) {
        eventually(() -> {
            scene.tick();
            return scene.polling.status(kind).summary().equals(summary);
        });
    }

    private static long failing(PollingScene scene) {
        return (long) scene.meters.get("lonekey.ingest.sources.failing").gauge().value();
    }
}
