package dev.lonekey.standalone.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.standalone.chaos.Listener.Silence;
import dev.lonekey.standalone.docker.RequiresDocker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services and brokers die, hang and are cut off, one after the other and two at a time, while things go on in AWS. A short
 * form of what the profile {@code chaos} does at length; the system properties below set the size, and the seed which faults
 * there are.
 */
@RequiresDocker
class ChaosIT {

    private static final long SEED = Long.getLong("lonekey.chaos.seed", 1);
    private static final int FAULTS = Integer.getInteger("lonekey.chaos.faults", 8);
    private static final int BROKERS = Integer.getInteger("lonekey.chaos.brokers", 1);

    /** For what is to heal by itself, on a slow machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Between two things that happen in AWS. */
    private static final long STEP_MS = 40;

    private static final long SUPERVISE_MS = 500;

    /** A silence that touches a fault, or so long after it was mended, is put down to it. */
    private static final Duration AFTERMATH = Duration.ofSeconds(10);

    private static final Path LOGS = Path.of("target", "chaos");

    @TempDir
    private Path folder;

    @Test
    void whateverBreaks_everyViolationIsToldExactlyOnce() throws Exception {
        var begun = Instant.now();
        emptyLogs();
        System.out.printf(
                "chaos: seed %d, %d faults, %d broker(s); logs in %s%n", SEED, FAULTS, BROKERS, LOGS.toAbsolutePath());
        var threads = Executors.newScheduledThreadPool(8);
        try (var landscape = new Landscape(BROKERS, History.accounts(), folder, LOGS);
                var listener =
                        new Listener(observer(landscape), name(landscape, Topic.VIOLATIONS), partitions(landscape))) {
            // Given
            var history = new History(landscape.aws, SEED);
            landscape.startServices();
            await().atMost(PATIENCE)
                    .until(() -> listener.heard().size(), count -> count >= history.violationsAtFirst());
            // When
            var supervision = threads.scheduleWithFixedDelay(
                    () -> supervise(landscape), SUPERVISE_MS, SUPERVISE_MS, TimeUnit.MILLISECONDS);
            history.begin();
            var flow = threads.scheduleWithFixedDelay(history::step, 0, STEP_MS, TimeUnit.MILLISECONDS);
            var breaking = new Breaking(landscape, history, threads, System.out);
            breaking.carryOut(Plan.of(SEED, FAULTS, BROKERS));
            var mended = Instant.now();
            stop(flow);
            history.end();
            // Then
            await("the queue is empty")
                    .atMost(PATIENCE)
                    .until(() -> landscape.aws.queue("events").size(), left -> left == 0);
            stop(supervision);
            landscape.closeIngests();
            await("the detectors have read all")
                    .atMost(PATIENCE)
                    .ignoreExceptionsMatching(ChaosIT::passes)
                    .until(() -> lag(landscape), Map::isEmpty);
            var healed = Instant.now();
            var parts = records(landscape, Topic.IAM_SNAPSHOTS).stream()
                    .map(ConsumerRecord::value)
                    .toList();
            var published = records(landscape, Topic.VIOLATIONS);
            await("the listener has heard all")
                    .atMost(PATIENCE)
                    .until(() -> listener.heard().size() >= published.size());
            var expected = history.violations(parts);
            var verdict =
                    Verdict.of(expected, published, records(landscape, Topic.VIOLATIONS_CURRENT), listener.heard());
            var deadLetters = records(landscape, Topic.DEAD_LETTERS);
            var silences = listener.silences(breaking.start(), mended);
            var figures = new Figures(
                    SEED,
                    BROKERS,
                    Figures.byKind(breaking.done()),
                    history.users(),
                    history.events(),
                    expected.size(),
                    published.size(),
                    verdict.lost().size(),
                    verdict.invented().size(),
                    verdict.doubled().size(),
                    verdict.disordered().size(),
                    verdict.outdated().size(),
                    verdict.heardOtherwise().size(),
                    deadLetters.size(),
                    endedByThemselves(landscape),
                    longest(silences.stream()),
                    afterEachKind(silences, breaking.done()),
                    Breaking.seconds(Duration.between(breaking.start(), mended)),
                    Breaking.seconds(Duration.between(mended, healed)),
                    Breaking.seconds(Duration.between(begun, Instant.now())),
                    story(breaking));
            System.out.println(figures);
            figures.writeTo(Path.of("target", "chaos.json"));
            assertThat(verdict).as(figures.toString()).matches(Verdict::isFine, "is fine");
            assertThat(History.ofNewcomers(expected))
                    .as("what snapshots tell besides the events")
                    .isEqualTo(history.violationsWithoutSnapshots());
            assertThat(deadLetters)
                    .extracting(record -> new String(record.value(), UTF_8))
                    .isEmpty();
            assertThat(breaking.done()).hasSize(FAULTS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void emptyLogs() throws IOException {
        Files.createDirectories(LOGS);
        try (var files = Files.list(LOGS)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static String observer(Landscape landscape) {
        return landscape.bootstrapServers(Client.OBSERVER);
    }

    private static String name(Landscape landscape, Topic topic) {
        return landscape.topics.name(topic);
    }

    private static int partitions(Landscape landscape) {
        return landscape.topics.partitions();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(Landscape landscape, Topic topic) {
        return Committed.records(observer(landscape), name(landscape, topic), partitions(landscape));
    }

    private static void supervise(Landscape landscape) {
        try {
            for (var service : landscape.services()) {
                service.supervise();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what is repeated, and fails if it has failed meanwhile. */
    private static void stop(ScheduledFuture<?> repeated) throws InterruptedException, ExecutionException {
        if (repeated.isDone()) {
            repeated.get();
        }
        repeated.cancel(false);
    }

    /** How far the detectors have not read yet, of each partition of which there is anything. */
    private static Map<TopicPartition, Long> lag(Landscape landscape) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", observer(landscape)))) {
            var committed = admin.listConsumerGroupOffsets(DetectorSettings.applicationId(landscape.topics))
                    .partitionsToOffsetAndMetadata()
                    .get();
            var inputs = new HashMap<TopicPartition, OffsetSpec>();
            for (var partition = 0; partition < partitions(landscape); partition++) {
                inputs.put(new TopicPartition(name(landscape, Topic.CLOUDTRAIL), partition), OffsetSpec.latest());
                inputs.put(new TopicPartition(name(landscape, Topic.IAM_SNAPSHOTS), partition), OffsetSpec.latest());
            }
            var lag = new HashMap<TopicPartition, Long>();
            admin.listOffsets(inputs).all().get().forEach((partition, end) -> {
                var read = committed.get(partition) == null
                        ? 0
                        : committed.get(partition).offset();
                if (read < end.offset()) {
                    lag.put(partition, end.offset() - read);
                }
            });
            return lag;
        }
    }

    private static boolean passes(Throwable failure) {
        return failure.getCause() instanceof GroupIdNotFoundException
                || failure.getCause() instanceof RetriableException;
    }

    private static Map<String, Integer> endedByThemselves(Landscape landscape) {
        return landscape.services().stream()
                .collect(Collectors.toMap(Service::name, Service::endedByItself, Integer::sum, TreeMap::new));
    }

    private static Map<Kind, Double> afterEachKind(List<Silence> silences, List<Breaking.Broken> done) {
        var longest = new TreeMap<Kind, Double>();
        for (var broken : done) {
            var end = broken.mendedAt().plus(AFTERMATH);
            var seconds = longest(silences.stream().filter(silence -> silence.overlaps(broken.at(), end)));
            longest.merge(broken.fault().kind(), seconds, Math::max);
        }
        return longest;
    }

    private static double longest(Stream<Silence> silences) {
        return silences.map(Silence::length)
                .max(Comparator.naturalOrder())
                .map(Breaking::seconds)
                .orElse(0.0);
    }

    private static List<String> story(Breaking breaking) {
        return breaking.done().stream()
                .map(broken -> "%.1f s: %s"
                        .formatted(Breaking.seconds(Duration.between(breaking.start(), broken.at())), broken.fault()))
                .toList();
    }
}
