package dev.lonekey.standalone.chaos;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.DetectorMain;
import dev.lonekey.ingest.IngestMain;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.standalone.broker.StartedTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.testcontainers.containers.Network;

/** AWS, some brokers, two ingests and two detectors, all of which can be broken but for AWS. */
final class Landscape implements AutoCloseable {

    final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    final Topics topics;

    private final Path folder;
    private final Path logs;
    private final List<String> accounts;
    private final List<Broker> brokers = new ArrayList<>();
    private final List<Service> ingests = new ArrayList<>();
    private final List<Service> detectors = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(aws));

    /**
     * Starts the brokers and makes the topics; the services are still to be {@link #startServices started}.
     *
     * @param folder for what the services keep
     * @param logs where logs of all are kept
     */
    Landscape(int brokers, List<String> accounts, Path folder, Path logs) throws Exception {
        this.accounts = accounts;
        this.folder = folder;
        this.logs = logs;
        topics = new Topics(Topics.DEFAULT_PREFIX, 12, (short) brokers);
        aws.queue("events").visibilityTimeout(Duration.ofSeconds(10));
        try {
            startBrokers(brokers);
            StartedTopics.create(bootstrapServers(Client.OBSERVER), topics);
            ingests.add(service(IngestMain.class, Client.INGEST1, "ingest-1"));
            ingests.add(service(IngestMain.class, Client.INGEST2, "ingest-2"));
            detectors.add(service(DetectorMain.class, Client.DETECTOR1, "detector-1"));
            detectors.add(service(DetectorMain.class, Client.DETECTOR2, "detector-2"));
        } catch (Exception | Error failure) {
            close();
            throw failure;
        }
    }

    private void startBrokers(int count) {
        var network = opened(Network.newNetwork());
        for (var number = 1; number <= count; number++) {
            brokers.add(opened(new Broker(number, count, network)));
        }
        CompletableFuture.allOf(brokers.stream()
                        .map(broker -> CompletableFuture.runAsync(broker::begin, Landscape::inThread))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void inThread(Runnable work) {
        var thread = new Thread(work, "broker");
        thread.setDaemon(true);
        thread.start();
    }

    private Service service(Class<?> main, Client client, String name) throws IOException {
        var data = Files.createDirectories(folder.resolve(name));
        var configuration = Files.writeString(folder.resolve(name + ".yml"), """
                kafka:
                  bootstrap.servers: %s
                  session.timeout.ms: 10000
                topics:
                  replication: %d
                http:
                  port: 0
                data-directory: %s
                detector:
                  standby-replicas: 1
                ingest:
                  accounts:
                    ids: ["%s"]
                  queue:
                    url: %s
                  snapshots:
                    full-every: 1m
                    report-every: 1m
                    requests-per-second: 50
                """.formatted(
                        bootstrapServers(client),
                        topics.replicationFactor(),
                        data,
                        String.join("\", \"", accounts),
                        aws.queue("events").url()));
        var routes = brokers.stream().map(broker -> broker.route(client)).toList();
        return opened(
                new Service(name, main, configuration, data, logs.resolve(name + ".log"), aws.environment(), routes));
    }

    void startServices() throws IOException {
        for (var service : services()) {
            service.start();
        }
    }

    List<Service> services() {
        var all = new ArrayList<>(ingests);
        all.addAll(detectors);
        return all;
    }

    /** Lets ingests end in good order. */
    void closeIngests() {
        ingests.parallelStream().forEach(Service::close);
    }

    String bootstrapServers(Client client) {
        return brokers.stream().map(broker -> broker.address(client)).collect(Collectors.joining(","));
    }

    void begin(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case INGEST_KILLED, DETECTOR_KILLED -> service(fault).kill();
            case INGEST_FROZEN, DETECTOR_FROZEN -> service(fault).freeze();
            case INGEST_CUT_OFF, DETECTOR_CUT_OFF -> service(fault).cutOff();
            case DETECTOR_STATE_LOST -> service(fault).loseState();
            case BROKER_KILLED -> broker(fault).kill();
            case BROKER_PAUSED -> broker(fault).pause();
            case BROKER_ISOLATED -> broker(fault).isolate();
        }
    }

    void end(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case INGEST_KILLED, DETECTOR_KILLED, DETECTOR_STATE_LOST ->
                service(fault).start();
            case INGEST_FROZEN, DETECTOR_FROZEN -> service(fault).thaw();
            case INGEST_CUT_OFF, DETECTOR_CUT_OFF -> service(fault).mend();
            case BROKER_KILLED -> broker(fault).start();
            case BROKER_PAUSED -> broker(fault).unpause();
            case BROKER_ISOLATED -> broker(fault).rejoin();
        }
    }

    private Service service(Fault fault) {
        var all = fault.kind().target() == Kind.Target.INGEST ? ingests : detectors;
        return all.get(fault.number() - 1);
    }

    private Broker broker(Fault fault) {
        return brokers.get(fault.number() - 1);
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    /** Closes all that is open, whatever becomes of the rest; keeps the logs of the brokers. */
    @Override
    public void close() {
        var failures = new ArrayList<Exception>();
        for (var broker : brokers) {
            attempt(() -> broker.saveLog(logs), failures);
        }
        while (!opened.isEmpty()) {
            attempt(opened.pop(), failures);
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.get(0));
        }
    }

    private static void attempt(AutoCloseable step, List<Exception> failures) {
        try {
            step.close();
        } catch (Exception failure) {
            failures.add(failure);
        }
    }
}
