package dev.lonekey.standalone.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.violation.ViolationEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How long it takes from the writing of an event to its violation's being read, read committed, by somebody who waits for it. */
final class Latencies implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LoadBroker broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> written = new HashMap<>();
    private final List<Duration> taken = new ArrayList<>();
    private int accounts;

    Latencies(LoadBroker broker) throws Exception {
        this.broker = broker;
        producer = broker.producer(Map.of("linger.ms", "0"));
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(broker.ends(List.of(Topic.VIOLATIONS)).keySet());
    }

    /** Twenty a second, each in an account of its own, which is well but for this. */
    List<Duration> measure(int events) throws InterruptedException {
        written.clear();
        taken.clear();
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
        var begin = System.nanoTime();
        for (var event = 0; event < events; event++) {
            var due = begin + BETWEEN.multipliedBy(event).toNanos();
            while (System.nanoTime() < due) {
                read();
            }
            write();
        }
        var giveUp = Instant.now().plus(PATIENCE);
        while (!written.isEmpty()) {
            read();
            if (Instant.now().isAfter(giveUp)) {
                throw new AssertionError("%d of %d violations did not come within %s, one of them of account %s"
                        .formatted(
                                written.size(),
                                events,
                                PATIENCE,
                                written.keySet().iterator().next()));
            }
        }
        return List.copyOf(taken);
    }

    private void write() {
        var account = "%012d".formatted(555_566_660_000L + accounts++);
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        send(account, Records.created(account, "alice", "AKIA%sALICE1".formatted(account), now.minusSeconds(60)));
        written.put(account, System.nanoTime());
        send(account, Records.created(account, "alice", "AKIA%sALICE2".formatted(account), now.minusSeconds(30)));
        producer.flush();
    }

    private void send(String account, String record) {
        var unused = producer.send(new ProducerRecord<>(
                broker.topics.name(Topic.CLOUDTRAIL), account.getBytes(UTF_8), record.getBytes(UTF_8)));
    }

    private void read() {
        for (var record : consumer.poll(Duration.ofMillis(5))) {
            var at = System.nanoTime();
            var sent = written.remove(
                    ViolationEvent.fromJson(record.value()).account().id());
            if (sent != null) {
                taken.add(Duration.ofNanos(at - sent));
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
