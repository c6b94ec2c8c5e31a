package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.standin.StandInAccount;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of ingest that share accounts, come and go in good order. */
class OwnershipIT {

    private static final Topics SIX = new Topics(Topics.DEFAULT_PREFIX, 6, (short) 1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(32);
    private static final List<String> ACCOUNTS = IntStream.range(0, 24)
            .mapToObj(number -> "%012d".formatted(444_455_550_000L + number))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void instances_divideTheAccounts_andTakeOverWhatOthersLeave() throws Exception {
        try (var live = accounts()) {
            // Given
            awaitCheckpoints(live, 1);
            // When
            var second = new SimpleMeterRegistry();
            var two = live.startIngest(second);
            // Then
            awaitDivided(List.of(live.meters, second));
            assertThat(watched(second)).isPositive();
            // When
            var third = new SimpleMeterRegistry();
            live.startIngest(third);
            // Then
            awaitDivided(List.of(live.meters, second, third));
            assertThat(watched(third)).isPositive();
            assertThat(listings(live)).containsExactlyInAnyOrderElementsOf(ACCOUNTS);
            // When
            live.clock.advance(Duration.ofHours(10));
            // Then
            awaitCheckpoints(live, 2);
            assertThat(listings(live)).hasSize(2 * ACCOUNTS.size());
            assertThat(snapshots(live.meters) + snapshots(second) + snapshots(third))
                    .isEqualTo(2L * ACCOUNTS.size());
            // When
            two.close();
            // Then
            awaitDivided(List.of(live.meters, third));
            live.clock.advance(Duration.ofHours(10));
            awaitListed(live, 3);
            assertThat(listings(live)).hasSize(3 * ACCOUNTS.size());
        }
    }

    @Test
    void onlyInstanceStartedAgain_listsNothingAnew_andKnowsWhoHadSeveralKeys() throws Exception {
        try (var live = accounts()) {
            // Given
            awaitCheckpoints(live, 1);
            var account = live.aws.account(ACCOUNTS.get(0));
            account.createUser("alice");
            account.createKey("alice");
            account.createKey("alice");
            live.clock.advance(Duration.ofHours(3));
            awaitCheckpoints(live, 2);
            // When
            live.ingest.close();
            live.aws.calls().clear();
            var second = new SimpleMeterRegistry();
            live.startIngest(second);
            awaitDivided(List.of(second));
            live.clock.advance(Duration.ofMinutes(31));
            // Then alice is listed, though the credential report is older than her keys
            await().atMost(PATIENCE).until(() -> asked(live, account) == 1);
            awaitCheckpoints(live, 3);
            assertThat(listings(live)).isEmpty();
        }
    }

    @Test
    void eventNotYetLookedAt_isHeardAgainByTheNextInstance() throws Exception {
        try (var live = accounts()) {
            // Given
            awaitCheckpoints(live, 1);
            var held = live.aws.account(ACCOUNTS.get(0));
            var other = live.aws.account(besides(held));
            other.withoutEvents(() -> other.createUser("carol"));
            live.clock.advance(MARGIN);
            held.forwardTo(live.aws.queue("events"));
            other.forwardTo(live.aws.queue("events"));
            held.createUser("bob");
            await().atMost(PATIENCE).until(() -> events(live) == 1);
            other.deliver(other.records().get(0));
            // One in the same partition that came after it is done, so it was heard.
            await().atMost(PATIENCE).until(() -> asked(live, other) == 1);
            // When
            live.ingest.close();
            // Then
            assertThat(asked(live, held)).isZero();
            assertThat(live.offset(held.id())).isZero();
            // When
            var next = live.startIngest(new SimpleMeterRegistry());
            await().atMost(PATIENCE).until(() -> asked(live, other) == 2);
            live.clock.advance(MARGIN);
            // Then
            await().atMost(PATIENCE).until(() -> asked(live, held) == 1);
            await().atMost(PATIENCE).until(() -> live.offset(held.id()) == 2);
            next.close();
        }
    }

    private static String besides(StandInAccount account) {
        return ACCOUNTS.stream()
                .filter(id -> !id.equals(account.id()) && SIX.partitionOf(id) == SIX.partitionOf(account.id()))
                .findFirst()
                .orElseThrow();
    }

    private static int events(LiveSystem live) {
        return live.topics.records(Topic.CLOUDTRAIL).size();
    }

    private LiveSystem accounts() throws Exception {
        var settings =
                "accounts: {ids: [%s]}, queue: {url: 'http://127.0.0.1/111122223333/events'}, snapshots: {full-every: 2h, report-every: 20m}"
                        .formatted(String.join(
                                ", ",
                                ACCOUNTS.stream().map(id -> "'" + id + "'").toList()));
        return new LiveSystem(folder, SIX, settings, aws -> {
            ACCOUNTS.forEach(aws::account);
            aws.queue("events");
        });
    }

    private static int asked(LiveSystem live, StandInAccount account) {
        return live.aws.calls().count(account.id(), "iam:ListAccessKeys");
    }

    private static void awaitListed(LiveSystem live, int times) {
        await().atMost(PATIENCE).until(() -> ACCOUNTS.stream()
                .allMatch(account -> live.aws.calls().count(account, "iam:ListUsers") >= times));
    }

    private static List<String> listings(LiveSystem live) {
        return live.aws.calls().all().stream()
                .filter(call -> call.action().equals("iam:ListUsers"))
                .map(call -> call.account())
                .toList();
    }

    /** Waits until the checkpoints of so many full snapshots of each account are written. */
    private static void awaitCheckpoints(LiveSystem live, int times) {
        await().atMost(PATIENCE)
                .until(() -> ACCOUNTS.stream().allMatch(account -> checkpoints(live, account) >= times));
    }

    private static long checkpoints(LiveSystem live, String account) {
        return live.topics.records(Topic.INGEST_CHECKPOINTS).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals("iam/" + account))
                .count();
    }

    private static void awaitDivided(Collection<MeterRegistry> instances) {
        await().atMost(PATIENCE)
                .until(() -> instances.stream().mapToLong(OwnershipIT::watched).sum() == ACCOUNTS.size()
                        && instances.stream().allMatch(each -> watched(each) > 0));
    }

    private static long watched(MeterRegistry meters) {
        return Stream.ofNullable(meters.find("lonekey.ingest.accounts.watched").gauge())
                .mapToLong(gauge -> (long) gauge.value())
                .sum();
    }

    private static long snapshots(MeterRegistry meters) {
        return (long) meters.counter("lonekey.ingest.snapshots", "depth", "full", "result", "completed")
                .count();
    }
}
