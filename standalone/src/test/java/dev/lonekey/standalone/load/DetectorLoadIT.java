package dev.lonekey.standalone.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.standalone.live.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector with 512 MiB of heap under a burst, and beside an account that goes wild. In full by {@code mvn verify -Pload}. */
class DetectorLoadIT {

    private static final boolean WHOLE = Boolean.getBoolean("lonekey.load");
    private static final int EVENTS = Integer.getInteger("lonekey.load.events", WHOLE ? 1_000_000 : 5_000);
    private static final int EACH = 100;
    private static final int AT_ONCE = 500;
    private static final long SEED = Long.getLong("lonekey.seed", 1);
    private static final int NOISY_KEYS = Integer.getInteger("lonekey.load.keys", WHOLE ? 20_000 : 500);
    private static final int PROBES = WHOLE ? 400 : 60;
    /** Twenty events a second, twice as many as 20,000 keys an hour are. */
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofMinutes(WHOLE ? 60 : 10);

    /** In MiB: what the container of deploy/docker has. */
    private static final double MOST_RESIDENT = 768;

    private LoadBroker broker;
    private ServiceProcess detector;
    private KafkaProducer<byte[], byte[]> producer;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        broker = new LoadBroker(WHOLE, 12);
        var file = Files.writeString(
                folder.resolve("lonekey.yml"), """
                kafka: {bootstrap.servers: "%s"}
                topics: {replication: 1}
                http: {port: 0}
                data-directory: %s
                """.formatted(broker.bootstrapServers, folder.resolve("data")));
        detector = new ServiceProcess("detector", file, folder, Map.of(), "512m");
        producer = broker.producer(Map.of("linger.ms", "20", "compression.type", "lz4", "batch.size", "131072"));
        detector.awaitReady();
    }

    @AfterEach
    void stop() {
        producer.close();
        detector.close();
        broker.close();
    }

    @Test
    void burst_losesAndRepeatsNothing_andTakesNoMoreMemoryThanThereIs() throws Exception {
        var course = new Course("s", "lag", "heap MiB", "RSS MiB", "threads", "state MiB", "unwritten MiB");
        try (var slow = new SlowReaders(broker, detector.measured.url().orElseThrow())) {
            // Given
            assertThat(slow.count()).isEqualTo(SlowReaders.STREAMS);
            var before = detector.measured.keptNow();
            var begin = Instant.now();
            // When
            var truth = new HashSet<String>();
            var written = tell(truth, begin);
            var toldAfter = Figures.secondsSince(begin);
            await("lag to be gone")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(WHOLE ? 10 : 1))
                    .until(() -> {
                        detector.requireAlive();
                        var lag = broker.lag();
                        course.add(
                                Duration.between(begin, Instant.now()),
                                lag,
                                detector.measured.keptNow(),
                                detector.measured.resident(),
                                detector.measured.metric("jvm_threads_live_threads"),
                                Course.bytes(folder.resolve("data")) / 1048576.0,
                                detector.measured.metric("kafka_stream_state_cur_size_all_mem_tables") / 1048576.0);
                        course.write(Path.of("target", "load.md"), "Burst of %,d records".formatted(written));
                        return lag == 0;
                    });
            var seconds = Figures.secondsSince(begin);
            // Then
            var published = Published.of(broker);
            Figures.say(
                    "burst on %s: %,d records of %,d accounts, written within %.0f s, worked off after %.0f s: %,.0f a second; %,d violations, of which %,d are open, in %,d events"
                            .formatted(
                                    broker.kind,
                                    written,
                                    EVENTS / EACH,
                                    toldAfter,
                                    seconds,
                                    written / seconds,
                                    truth.size(),
                                    truth.stream()
                                            .filter(each -> each.endsWith("open)"))
                                            .count(),
                                    published.events()));
            Figures.say("  heap before %d MiB, then %s; state %,d MiB, its changelogs %,d MiB"
                    .formatted(
                            before,
                            detector.measured.summary(),
                            Course.bytes(folder.resolve("data")) / 1048576,
                            broker.bytesOfChangelogs() / 1048576));
            assertThat(published.faults()).isEmpty();
            assertSame(published.violations(), truth);
            assertThat(broker.ends(List.of(Topic.DEAD_LETTERS)).values()).containsOnly(0L);
            assertThat(detector.measured.keptNow()).isLessThan(256);
            assertThat(course.series().get("RSS MiB"))
                    .allSatisfy(resident -> assertThat(resident).isLessThan(MOST_RESIDENT));
        }
    }

    /** Accounts in lots, within which their records are mixed; returns how many records there were. */
    private int tell(Set<String> truth, Instant now) {
        var written = 0;
        var begin = now.minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        for (var from = 0; from < EVENTS / EACH; from += AT_ONCE) {
            var stories = new ArrayList<AccountStory>();
            for (var number = from; number < Math.min(from + AT_ONCE, EVENTS / EACH); number++) {
                stories.add(new AccountStory(SEED, "%012d".formatted(600_000_000_000L + number), begin, EACH));
            }
            var most = stories.stream().mapToInt(AccountStory::size).max().orElse(0);
            for (var place = 0; place < most; place++) {
                for (var story : stories) {
                    if (place < story.size()) {
                        send(Topic.CLOUDTRAIL, story.account(), story.record(place));
                        written++;
                    }
                    for (var snapshot : story.snapshots()) {
                        if (snapshot.after() == place + 1) {
                            snapshot.parts().forEach(part -> send(Topic.IAM_SNAPSHOTS, story.account(), part));
                            written += snapshot.parts().size();
                        }
                    }
                }
            }
            stories.forEach(story -> truth.addAll(story.truth()));
        }
        producer.flush();
        return written;
    }

    private static void assertSame(Set<String> published, Set<String> truth) {
        var missing = new HashSet<>(truth);
        missing.removeAll(published);
        var invented = new HashSet<>(published);
        invented.removeAll(truth);
        assertThat(missing.stream().limit(10))
                .as("%d violations are missing", missing.size())
                .isEmpty();
        assertThat(invented.stream().limit(10))
                .as("%d violations are invented", invented.size())
                .isEmpty();
    }

    private void send(Topic topic, byte[] account, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(broker.topics.name(topic), account, value));
    }

    @Test
    void accountThatGoesWild_doesNotHoldUpOthers_norDoReadersThatStop() throws Exception {
        try (var latencies = new Latencies(broker)) {
            // Given
            latencies.measure(PROBES); // warming up
            var quiet = latencies.measure(PROBES);
            // When
            List<Duration> withSlowReaders;
            try (var slow = new SlowReaders(broker, detector.measured.url().orElseThrow())) {
                assertThat(slow.count()).isEqualTo(SlowReaders.STREAMS);
                withSlowReaders = latencies.measure(PROBES);
            }
            var flood = Instant.now();
            goWild(0, NOISY_KEYS, Duration.ZERO);
            await("flood to be worked off").atMost(PATIENCE).until(() -> broker.lag() == 0);
            var flooded = Figures.secondsSince(flood);
            var noise = new Thread(() -> goWild(NOISY_KEYS, PROBES / 2, BETWEEN_KEYS), "noise");
            noise.start();
            var beside = latencies.measure(PROBES);
            noise.join();
            await("lag to be gone").atMost(PATIENCE).until(() -> broker.lag() == 0);
            // Then
            Figures.say(
                    "append to violation on %s: quiet %s; with readers that stopped %s; beside an account with %,d keys and 20 events a second %s; before, its flood of %,d events took %.0f s"
                            .formatted(
                                    broker.kind,
                                    Figures.spread(quiet),
                                    Figures.spread(withSlowReaders),
                                    NOISY_KEYS,
                                    Figures.spread(beside),
                                    2 * NOISY_KEYS,
                                    flooded));
            Figures.say("  %s; folded early %,.0f times; changelogs %,d MiB"
                    .formatted(
                            detector.measured.summary(),
                            detector.measured.metric("lonekey_detector_folded_early_total"),
                            broker.bytesOfChangelogs() / 1048576));
            assertThat(longestButFew(withSlowReaders)).isLessThan(muchMoreThan(quiet));
            assertThat(longestButFew(beside)).isLessThan(muchMoreThan(quiet));
            assertThat(broker.ends(List.of(Topic.DEAD_LETTERS)).values()).containsOnly(0L);
        }
    }

    private static Duration longestButFew(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() * 9 / 10);
    }

    /** A machine that others use as well is slower at one time than at another, by as much. */
    private static Duration muchMoreThan(List<Duration> quiet) {
        return longestButFew(quiet).multipliedBy(3).plusSeconds(5);
    }

    /** A key made and deleted again and again, all of them within an hour or two of event time. */
    private void goWild(int from, int keys, Duration between) {
        var account = "666677778888";
        var begin = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
        var started = System.nanoTime();
        for (var number = from; number < from + keys; number++) {
            var due = started + between.multipliedBy(number - from).toNanos();
            while (System.nanoTime() < due) {
                java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
            }
            var at = begin.plusMillis(number * 3_600_000L / NOISY_KEYS).truncatedTo(ChronoUnit.SECONDS);
            var key = "AKIANOISY%06dEXAMPLE".formatted(number);
            send(
                    Topic.CLOUDTRAIL,
                    account.getBytes(UTF_8),
                    Records.created(account, "bot", key, at).getBytes(UTF_8));
            send(
                    Topic.CLOUDTRAIL,
                    account.getBytes(UTF_8),
                    Records.deleted(account, "bot", key, at).getBytes(UTF_8));
        }
        producer.flush();
    }
}
