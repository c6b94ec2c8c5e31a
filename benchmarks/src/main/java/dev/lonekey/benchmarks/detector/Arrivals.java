package dev.lonekey.benchmarks.detector;

import dev.lonekey.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads an output in a thread of its own, read-committed, and notes when the first record about each user came. */
final class Arrivals implements AutoCloseable {

    private static final Pattern USER = Pattern.compile("latency-(\\d{12})");

    private final long first;
    private final AtomicLongArray sent;
    private final AtomicLongArray arrived;
    private final AtomicInteger count = new AtomicInteger();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reader = new Thread(this::read, "arrivals");
    private volatile boolean isClosed;
    private volatile boolean hasBegun;

    Arrivals(Map<String, String> kafka, Topic topic, long first, int users) {
        this.first = first;
        this.sent = new AtomicLongArray(users);
        this.arrived = new AtomicLongArray(users);
        var settings = new HashMap<String, Object>(kafka);
        settings.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = IntStream.range(0, Brokers.TOPICS.partitions())
                .mapToObj(partition -> new TopicPartition(Brokers.TOPICS.name(topic), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader.start();
    }

    /** The name of the user with a number, which is found again wherever it stands in a value. */
    static String user(long number) {
        return "latency-%012d".formatted(number);
    }

    /** From now on arrivals count: what is there already belongs to the first keys. */
    void begin() {
        hasBegun = true;
    }

    void sent(int index) {
        sent.set(index, System.nanoTime());
    }

    boolean hasArrived(int index) {
        return arrived.get(index) != 0;
    }

    boolean isComplete() {
        return count.get() == arrived.length();
    }

    /** From sending to arrival, the shortest first. */
    List<Double> milliseconds() {
        return IntStream.range(0, arrived.length())
                .mapToObj(index -> (arrived.get(index) - sent.get(index)) / 1e6)
                .sorted()
                .toList();
    }

    private void read() {
        while (!isClosed) {
            for (var output : consumer.poll(Duration.ofMillis(100))) {
                var now = System.nanoTime();
                var user = USER.matcher(new String(output.value(), StandardCharsets.UTF_8));
                if (hasBegun && user.find()) {
                    var index = (int) (Long.parseLong(user.group(1)) - first);
                    if (sent.get(index) != 0 && arrived.compareAndSet(index, 0, now)) {
                        count.incrementAndGet();
                    }
                }
            }
        }
        consumer.close();
    }

    /** The reader closes its consumer and ends soon. */
    @Override
    public void close() {
        isClosed = true;
    }
}
