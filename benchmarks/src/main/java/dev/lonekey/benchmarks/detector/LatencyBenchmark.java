package dev.lonekey.benchmarks.detector;

import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.benchmarks.harness.Target;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.standalone.broker.TemporaryFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Option;

/** {@code benchmarks/run latency}: from the append of a second key's event to its violation in a read-committed consumer. */
@picocli.CommandLine.Command(
        name = "latency",
        description = "From a second key's event to its violation, at some rates: the detector, a bare copy.")
public final class LatencyBenchmark extends Benchmark {

    private static final String DETECTOR = "detector";
    private static final String COPY = "bare copy";
    private static final String QUICK_COPY = "bare copy, commits every 10 ms";
    private static final Map<String, String> QUICK = Map.of("commit.interval.ms", "10", "poll.ms", "10");
    private static final int ACCOUNTS = 1_000;
    private static final int SINGLE_EVENTS = 0;

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "N",
            defaultValue = "0,10,200,2000",
            description =
                    "Events a second; 0 for single ones, each after the last one's violation (default ${DEFAULT-VALUE}).")
    private List<Integer> rates;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "For each rate and contender (default: 0.2 quick, 5 full).")
    private double minutes;

    @Option(
            names = "--kafka",
            paramLabel = "NAME=VALUE",
            description = "Client settings for all of them, for example producer.retry.backoff.ms=100.")
    private Map<String, String> kafka = Map.of();

    /** No user has two lives: contenders and rounds continue where the last one ended. */
    private long users;

    @Override
    protected void measure() throws Exception {
        minutes = minutes > 0 ? minutes : sized(12, 300) / 60.0;
        for (var rate : rates) {
            var contenders = List.of(
                    new Contender(DETECTOR, () -> measure(rate, Application::detector, Map.of())),
                    new Contender(COPY, () -> measure(rate, Application::copyToOne, Map.of())),
                    new Contender(QUICK_COPY, () -> measure(rate, Application::copyToOne, QUICK)));
            var targets = new ArrayList<>(List.of(
                    Target.atMost(1.2, DETECTOR, COPY, "p99 ms"), Target.atMost(1.2, DETECTOR, QUICK_COPY, "p99 ms")));
            if (rate == SINGLE_EVENTS || rate == 200) {
                targets.add(Target.atMost(100, DETECTOR, "p99 ms"));
            }
            var title = rate == SINGLE_EVENTS ? "single events" : "%,d events a second".formatted(rate);
            run(new Comparison("Latency, " + title, contenders, targets), 1);
        }
    }

    private Map<String, Double> measure(int rate, Application.Start start, Map<String, String> extra) throws Exception {
        var settings = new HashMap<>(kafka);
        settings.putAll(extra);
        var count = rate == SINGLE_EVENTS ? Math.round(minutes * 120) : Math.round(rate * minutes * 60);
        var group = "lonekey.run-" + System.nanoTime();
        var first = users;
        users += count;
        try (var brokers = new Brokers();
                var folder = new TemporaryFolder();
                var application = start.start(group, folder.path(), brokers.kafka(settings));
                var arrivals = new Arrivals(brokers.kafka(), Topic.VIOLATIONS, first, (int) count);
                var producer = brokers.producer(Map.of("linger.ms", "0"))) {
            Brokers.awaitRunning(application);
            brokers.publish(count, index -> account(first + index), index -> key(first + index, "A"));
            brokers.awaitDone(group);
            arrivals.begin();
            var begin = System.nanoTime();
            for (var index = 0; index < count; index++) {
                if (rate == SINGLE_EVENTS) {
                    // Not in step with the commits.
                    Thread.sleep(Math.floorMod(index * 37L, 100));
                } else {
                    sleepUntil(begin + index * 1_000_000_000L / rate);
                }
                var user = first + index;
                arrivals.sent(index);
                var unused = producer.send(
                        new ProducerRecord<>(Brokers.TOPICS.name(Topic.CLOUDTRAIL), account(user), key(user, "B")));
                if (rate == SINGLE_EVENTS) {
                    var sent = index;
                    Brokers.await(() -> arrivals.hasArrived(sent));
                }
            }
            Brokers.await(arrivals::isComplete);
            return percentiles(arrivals.milliseconds());
        }
    }

    private static String account(long user) {
        return KeyEvents.account(user % ACCOUNTS);
    }

    private static byte[] key(long user, String key) {
        return KeyEvents.created(
                account(user), Arrivals.user(user), key + user, Instant.now().minusSeconds(key.equals("A") ? 600 : 0));
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        for (var left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private static Map<String, Double> percentiles(List<Double> sorted) {
        var sample = new LinkedHashMap<String, Double>();
        sample.put("p50 ms", at(sorted, 0.5));
        sample.put("p99 ms", at(sorted, 0.99));
        sample.put("p99.9 ms", at(sorted, 0.999));
        return sample;
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
}
