package dev.lonekey.standalone.live;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.check.LiveAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives go into an installation that is running, which goes on with what it does. */
class BackfillIT {

    private static final String ACCOUNT = "111122223333";
    private static final String QUEUE = "queue: {url: 'http://127.0.0.1/" + ACCOUNT + "/events'}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OldRecords old = OldRecords.of(3, 200);
    private final LiveAws archive = new LiveAws();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void archivesAreGivenToARunningDetector_liveEventsAreToldMeanwhile_andASecondTimeIsNoNews() throws Exception {
        old.put(archive.standIn().bucket("example-trail"));
        try (var live = new LiveSystem(folder, QUEUE)) {
            // Given
            var account = live.aws.account(ACCOUNT);
            account.forwardTo(live.aws.queue("events"));
            account.createUser("alice");
            account.createKey("alice");
            await().atMost(PATIENCE).until(() -> live.topics.accounts().stream()
                    .anyMatch(status -> status.lastSnapshot().isPresent()));
            // When
            var backfill = CompletableFuture.supplyAsync(() -> backfill(live, "150"));
            await().atMost(PATIENCE).until(() -> !opened(live, Discovery.LATE).isEmpty());
            account.createKey("alice");
            // Then
            await().atMost(PATIENCE).until(() -> !opened(live, Discovery.LIVE).isEmpty());
            assertThat(backfill).as("goes on in the meantime").isNotDone();
            assertPublishedAll(backfill.join());
            await().atMost(PATIENCE)
                    .until(() -> of(live, EventType.RESOLVED).size() >= old.over()
                            && opened(live, Discovery.LATE).size() >= old.violations());
            awaitJudged(live);
            assertThat(opened(live, Discovery.LIVE))
                    .singleElement()
                    .satisfies(event -> assertThat(event.principal().name()).isEqualTo("alice"));
            assertThat(opened(live, Discovery.LATE))
                    .hasSize(old.violations())
                    .extracting(ViolationEvent::violationId)
                    .doesNotHaveDuplicates();
            assertThat(of(live, EventType.RESOLVED)).hasSize(old.over());
            var before = live.topics.violations().size();
            // When
            var again = backfill(live, "5000");
            // Then
            assertPublishedAll(again);
            awaitJudged(live);
            await().atMost(PATIENCE)
                    .during(Duration.ofSeconds(2))
                    .until(() -> live.topics.violations().size() == before);
            assertThat(live.topics.records(Topic.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void replayBesideARunningDetector_isRefused() throws Exception {
        try (var live = new LiveSystem(folder, QUEUE)) {
            // Given
            var file = Files.writeString(folder.resolve("none.json"), "{\"Records\":[]}");
            await().atMost(PATIENCE).until(() -> live.topics.accounts().stream()
                    .anyMatch(status -> status.lastSnapshot().isPresent()));
            // When
            var run = lonekey("replay", "-c", configuration(live), file.toString());
            // Then
            assertThat(run.errLines())
                    .containsExactly(
                            "lonekey: a detector is running on these topics, and a second one would take its work away;"
                                    + " give it the records with lonekey backfill, or stop it first");
            assertThat(run.status()).isEqualTo(1);
        }
    }

    private CommandLine backfill(LiveSystem live, String rate) {
        return lonekey(
                "backfill",
                "-c",
                configuration(live),
                "--rate",
                rate,
                "s3://example-trail",
                "--since",
                old.since().toString());
    }

    private static void assertPublishedAll(CommandLine run) {
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines())
                .startsWith(
                        "9 files: 1,500 records read, 1,500 of interest, in 3 accounts",
                        "1,500 records published to lonekey.cloudtrail; 0 records rejected");
        assertThat(run.err()).doesNotContain("lonekey:");
    }

    private static void awaitJudged(LiveSystem live) {
        await().atMost(PATIENCE)
                .until(() -> live.meters.find("lonekey.detector.input").counters().stream()
                                .mapToDouble(counter -> counter.count())
                                .sum()
                        >= live.topics.records(Topic.CLOUDTRAIL).size()
                                + live.topics.records(Topic.IAM_SNAPSHOTS).size());
    }

    private static List<ViolationEvent> opened(LiveSystem live, Discovery discovery) {
        return of(live, EventType.OPENED).stream()
                .filter(event -> event.discovery() == discovery)
                .toList();
    }

    private static List<ViolationEvent> of(LiveSystem live, EventType type) {
        return live.topics.violations().stream()
                .filter(event -> event.type() == type)
                .toList();
    }

    private String configuration(LiveSystem live) {
        try {
            return Files.writeString(
                            folder.resolve("backfill.yml"),
                            "kafka: {bootstrap.servers: '%s'}\ntopics: {partitions: 2, replication: 1}\n"
                                    .formatted(live.bootstrapServers()))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
