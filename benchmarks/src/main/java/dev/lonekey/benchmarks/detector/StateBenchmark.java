package dev.lonekey.benchmarks.detector;

import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.benchmarks.harness.Target;
import dev.lonekey.standalone.broker.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code benchmarks/run state}: many users with one key each: their bytes, and how long until they are there again. */
@picocli.CommandLine.Command(
        name = "state",
        description = "Many users: bytes on disk and in the changelog, restore after loss of the disk, with a standby.")
public final class StateBenchmark extends Benchmark {

    private static final String WITHOUT = "disk lost, no standby";
    private static final String WITH = "instance stopped, standby there";
    private static final Duration STANDBY_READS_ON = Duration.ofSeconds(5);

    private final Instant created = Instant.now().minusSeconds(86_400);

    @Option(names = "--users", paramLabel = "N", description = "Users (default: 50,000 quick, 5,000,000 full).")
    private long users;

    @Option(names = "--users-an-account", paramLabel = "N", defaultValue = "500")
    private int usersAnAccount;

    private long restoreNanos;

    @Override
    protected void measure() throws Exception {
        users = users > 0 ? users : sized(50_000, 5_000_000);
        var group = "lonekey.state";
        try (var brokers = new Brokers();
                var first = new TemporaryFolder();
                var second = new TemporaryFolder()) {
            brokers.publish(users, this::account, this::key);
            try (var detector = Application.detector(group, first.path(), brokers.kafka())) {
                Brokers.awaitRunning(detector);
                brokers.awaitDone(group);
            }
            var contenders = List.of(
                    new Contender(WITHOUT, () -> restored(brokers, group)),
                    new Contender(WITH, () -> takenOver(brokers, group, first.path(), second.path())));
            var targets = List.of(
                    Target.atMost(250, WITHOUT, "bytes a user on disk"), Target.atMost(30, WITHOUT, "s until it runs"));
            run(new Comparison("%,d users of one key".formatted(users), contenders, targets), 0);
        }
    }

    /** A new instance with an empty disk, after the only one ended. */
    private Map<String, Double> restored(Brokers brokers, String group) throws Exception {
        try (var empty = new TemporaryFolder()) {
            var begin = System.nanoTime();
            try (var detector = Application.detector(group, empty.path(), brokers.kafka())) {
                Brokers.awaitRunning(detector);
                restoreNanos = System.nanoTime() - begin;
            }
            var sample = new LinkedHashMap<String, Double>();
            sample.put("s until it runs", restoreNanos / 1e9);
            sample.put("bytes a user on disk", (double) size(empty.path()) / users);
            sample.put("bytes a user in the changelog", (double) brokers.bytes("changelog") / users);
            // The broker is in this process, too.
            sample.put("MiB resident, broker included", resident());
            return sample;
        }
    }

    /** An instance ends while another one, which followed its changelog, is there. */
    private Map<String, Double> takenOver(Brokers brokers, String group, Path first, Path second) throws Exception {
        var kafka = new LinkedHashMap<>(brokers.kafka());
        kafka.put("num.standby.replicas", "1");
        var lost = Application.detector(group, first, kafka);
        try (var standby = Application.detector(group, second, kafka)) {
            Brokers.await(() -> lost.isRunning() && standby.isRunning());
            // Kafka Streams counts a standby that still reads the changelog as running: as long as a restore takes, and
            // more.
            Thread.sleep(STANDBY_READS_ON.plusNanos(3 * restoreNanos).toMillis());
            var event = users + 1;
            lost.close();
            var begin = System.nanoTime();
            brokers.publish(
                    Brokers.TOPICS.partitions() * 20L,
                    index -> KeyEvents.account(index),
                    index -> KeyEvents.created(
                            KeyEvents.account(index),
                            "after-" + event,
                            "Z" + System.nanoTime() % 100_000,
                            Instant.now()));
            brokers.awaitDone(group);
            return Map.of("s until it runs", (System.nanoTime() - begin) / 1e9);
        }
    }

    private String account(long user) {
        return KeyEvents.account(user / usersAnAccount);
    }

    private byte[] key(long user) {
        return KeyEvents.created(account(user), "user-" + user, "S" + user, created);
    }

    private static double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.mapToLong(StateBenchmark::sizeOfFile).sum();
        } catch (UncheckedIOException changing) {
            return 0; // RocksDB took a file away meanwhile
        }
    }

    private static long sizeOfFile(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
