package dev.lonekey.standalone.live;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.standin.StandInAccount;
import dev.lonekey.standalone.check.LiveAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How soon a live second key is told of without a back-fill, and beside one at several rates: two minutes. */
@EnabledIfSystemProperty(named = "lonekey.figures", matches = "true")
class BackfillFiguresTest {

    private static final String ACCOUNT = "111122223333";
    private static final int KEYS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final OldRecords old = OldRecords.of(10, 2_000);

    @TempDir
    private Path folder;

    @Test
    void alone() throws Exception {
        try (var live = live()) {
            Figures.say("second key to OPENED, %d keys, without a back-fill: %s"
                    .formatted(KEYS, Figures.spread(keys(live))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500, 1_000, 2_000, 1_000_000})
    void besideABackfill(int rate) throws Exception {
        try (var archive = new LiveAws();
                var live = live()) {
            old.put(archive.standIn().bucket("example-trail"));
            var file = Files.writeString(
                    folder.resolve("backfill.yml"),
                    "kafka: {bootstrap.servers: '%s'}\ntopics: {partitions: 2, replication: 1}\n"
                            .formatted(live.bootstrapServers()));
            var backfill = CompletableFuture.supplyAsync(() -> lonekey(
                    "backfill",
                    "-c",
                    file.toString(),
                    "--rate",
                    Integer.toString(rate),
                    "s3://example-trail",
                    "--since",
                    old.since().toString()));
            await().atMost(PATIENCE)
                    .until(() -> live.topics.records(Topic.CLOUDTRAIL).size() > 0);
            var times = keys(live);
            Figures.say("second key to OPENED, %d keys, beside a back-fill at %d a second%s: %s"
                    .formatted(
                            KEYS,
                            rate,
                            backfill.isDone()
                                    ? " (" + backfill.join().outLines().get(2) + ")"
                                    : "",
                            Figures.spread(times)));
            if (rate > 1_000) {
                assertThat(backfill.join().status()).isZero();
            }
        }
    }

    private LiveSystem live() throws Exception {
        var live = new LiveSystem(
                folder, Topics.EMBEDDED, "queue: {url: 'http://127.0.0.1/" + ACCOUNT + "/events'}", aws -> {
                    aws.account(ACCOUNT).usersAtOnce(KEYS, number -> "user-" + number);
                    aws.account(ACCOUNT).forwardTo(aws.queue("events"));
                });
        await().atMost(PATIENCE).until(() -> live.topics.accounts().stream()
                .anyMatch(status -> status.lastSnapshot().isPresent()));
        return live;
    }

    private static List<Duration> keys(LiveSystem live) {
        var account = live.aws.account(ACCOUNT);
        return IntStream.range(0, KEYS)
                .mapToObj(number -> key(live, account, "user-" + number))
                .toList();
    }

    /** Reads what comes only, since there may be tens of thousands before. */
    private static Duration key(LiveSystem live, StandInAccount account, String user) {
        var known = live.topics.records(Topic.VIOLATIONS).size();
        account.createKey(user);
        var begin = System.nanoTime();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> live.topics.records(Topic.VIOLATIONS).stream()
                        .skip(known)
                        .map(record -> new String(record.value(), UTF_8))
                        .anyMatch(event -> event.contains("\"name\":\"" + user + "\"")));
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
