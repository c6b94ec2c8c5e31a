package dev.lonekey.standalone.live;

import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An ingest in a process of its own, at the pace that it has unless told otherwise; AWS and Kafka are in this process. */
final class IngestBench implements AutoCloseable {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 12, (short) 1);

    final AwsStandIn aws;
    final Instant startedAt = Instant.now();
    final MeasuredProcess measured;

    private final EmbeddedBroker broker;
    private final TopicReader topics;
    private final List<Written> written = new ArrayList<>();
    private final IngestProcess ingest;

    /** @param options of its JVM */
    IngestBench(Path folder, Consumer<AwsStandIn> given, String... options) throws Exception {
        aws = AwsStandIn.start(Clock.systemUTC());
        given.accept(aws);
        broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
        broker.start();
        try (var cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            cluster.create(TOPICS, List.of(Topic.values()));
        }
        topics = new TopicReader(broker.bootstrapServers(), TOPICS);
        var log = folder.resolve("ingest.log");
        var collections = folder.resolve("collections.log");
        var all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", MeasuredProcess.logging(collections)));
        ingest = IngestProcess.start(configuration(folder), aws.environment(), log, all.toArray(String[]::new));
        measured = new MeasuredProcess(ingest.handle(), log, collections);
    }

    private Path configuration(Path folder) throws Exception {
        return Files.writeString(folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                topics:
                  replication: 1
                http:
                  port: 0
                ingest:
                  accounts:
                    organization: true
                    exclude: ["111122223333"]
                """.formatted(broker.bootstrapServers()));
    }

    /** The id of the account with this number. */
    static String account(int number) {
        return "%012d".formatted(444_455_550_000L + number);
    }

    /** Adds accounts to the organization, with users of one key each. */
    static void add(AwsStandIn aws, int from, int to, int users) {
        for (var number = from; number < to; number++) {
            aws.organization().add(account(number), "account " + number, "Root/Test");
            aws.account(account(number)).usersAtOnce(users, user -> "user-" + user);
        }
    }

    /** All parts of snapshots so far, without their contents. */
    List<Written> written() {
        var records = topics.records(Topic.IAM_SNAPSHOTS);
        records.subList(written.size(), records.size()).forEach(record -> written.add(written(record)));
        return List.copyOf(written);
    }

    private static Written written(ConsumerRecord<byte[], byte[]> record) {
        try {
            var part = SnapshotPart.parse(record.value());
            return new Written(part.accountId(), part.getClass(), Instant.ofEpochMilli(record.timestamp()));
        } catch (RejectedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** When the first snapshot of each account was completed. */
    Map<String, Instant> completed() {
        var completed = new HashMap<String, Instant>();
        written().stream()
                .filter(part -> part.kind() == SnapshotPart.Completed.class)
                .forEach(part -> completed.putIfAbsent(part.account(), part.at()));
        return completed;
    }

    /** A part that was written. */
    record Written(String account, Class<? extends SnapshotPart> kind, Instant at) {}

    /** Whether it still runs; it does not when its memory did not suffice. */
    boolean isAlive() {
        return ingest.isAlive();
    }

    /** How many calls there were about an account, or all for {@code *}, in the second with the most of them. */
    long mostCallsASecond(String account) {
        var calls = aws.calls().all().stream()
                .filter(call -> account.equals("*") || call.account().equals(account))
                .map(call -> call.at().toEpochMilli())
                .sorted()
                .toList();
        var most = 0;
        var first = 0;
        for (var last = 0; last < calls.size(); last++) {
            while (calls.get(first) <= calls.get(last) - 1_000) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Override
    public void close() {
        ingest.close();
        topics.close();
        broker.close();
        aws.close();
    }
}
