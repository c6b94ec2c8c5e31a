package dev.lonekey.benchmarks.detector;

import com.sun.management.OperatingSystemMXBean;
import dev.lonekey.benchmarks.harness.Benchmark;
import dev.lonekey.benchmarks.harness.Comparison;
import dev.lonekey.benchmarks.harness.Contender;
import dev.lonekey.benchmarks.harness.Target;
import dev.lonekey.standalone.broker.TemporaryFolder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code benchmarks/run throughput}: reading all key events from the start, exactly once, on one broker in this process. */
@picocli.CommandLine.Command(
        name = "throughput",
        description = "Read key events from the start: the detector, a bare copy, an aggregate with JSON state.")
public final class ThroughputBenchmark extends Benchmark {

    private static final String DETECTOR = "detector";
    private static final String COPY = "bare copy";
    private static final String AGGREGATE = "groupByKey().aggregate()";
    private static final String WRITER = "as much written, nothing judged";
    private static final String SPEED = "events/s";
    private static final String WORK = "processor µs/event, broker included";
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Accounts that the events are about.")
    private int accounts;

    @Option(
            names = "--events",
            paramLabel = "N",
            description =
                    "Events, ten times the accounts at least: the first six of each account open nothing (default: 100,000 quick, 2,000,000 full).")
    private long events;

    @Option(
            names = "--kafka",
            paramLabel = "NAME=VALUE",
            description = "Client settings for all of them, for example producer.linger.ms=5.")
    private Map<String, String> kafka = Map.of();

    @Override
    protected void measure() throws Exception {
        events = events > 0 ? events : sized(100_000, 2_000_000);
        // Well within what is kept of the past.
        var start = Instant.now().minus(Duration.ofDays(20));
        try (var brokers = new Brokers()) {
            brokers.publish(
                    events,
                    number -> KeyEvents.account(number % accounts),
                    number -> KeyEvents.ofLife(number, accounts, start));
            var contenders = List.of(
                    contender(DETECTOR, brokers, Application::detector),
                    contender(COPY, brokers, Application::copy),
                    contender(AGGREGATE, brokers, Application::aggregate),
                    contender(WRITER, brokers, Application::writer));
            var targets =
                    List.of(Target.atLeast(0.6, DETECTOR, COPY, SPEED), Target.atLeast(2, DETECTOR, AGGREGATE, SPEED));
            run(new Comparison("%,d key events of %,d accounts".formatted(events, accounts), contenders, targets), 1);
        }
    }

    private Contender contender(String name, Brokers brokers, Application.Start start) {
        return new Contender(name, () -> {
            var group = "lonekey.run-" + System.nanoTime();
            try (var folder = new TemporaryFolder();
                    var application = start.start(group, folder.path(), brokers.kafka(kafka))) {
                Brokers.awaitRunning(application);
                var begin = System.nanoTime();
                var worked = PROCESS.getProcessCpuTime();
                var bytes = brokers.bytes("lonekey");
                var records = brokers.records("lonekey");
                brokers.awaitDone(group);
                var seconds = (System.nanoTime() - begin) / 1e9;
                var sample = new LinkedHashMap<String, Double>();
                sample.put(SPEED, events / seconds);
                sample.put(WORK, (PROCESS.getProcessCpuTime() - worked) / 1e3 / events);
                sample.put("records written/event", (double) (brokers.records("lonekey") - records) / events);
                sample.put("bytes written/event", (double) (brokers.bytes("lonekey") - bytes) / events);
                return sample;
            }
        });
    }
}
