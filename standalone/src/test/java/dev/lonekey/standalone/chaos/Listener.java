package dev.lonekey.standalone.chaos;

import dev.lonekey.contract.violation.ViolationEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** Reads violations all the time, as an alerting system does, and notes when each came. */
final class Listener implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Heard> heard = new ArrayList<>();
    private final Thread thread = new Thread(this::listen, "listener");

    /** An event, where it is, and when it came. */
    record Heard(int partition, long offset, String eventId, Instant at) {

        static Heard of(ConsumerRecord<byte[], byte[]> record, Instant at) {
            return new Heard(
                    record.partition(),
                    record.offset(),
                    ViolationEvent.fromJson(record.value()).eventId(),
                    at);
        }

        /** Without the time. */
        String place() {
            return partition + "/" + offset + " " + eventId;
        }
    }

    Listener(String bootstrapServers, String topic, int partitions) {
        consumer = Committed.consumer(bootstrapServers, topic, partitions);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try (consumer) {
            while (true) {
                var records = consumer.poll(POLL);
                var now = Instant.now();
                synchronized (heard) {
                    records.forEach(record -> heard.add(Heard.of(record, now)));
                }
            }
        } catch (WakeupException closed) {
            // it is over
        }
    }

    /** In the order in which they came. */
    List<Heard> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** The times between one event and the next, from the beginning of a while to its end. */
    List<Silence> silences(Instant from, Instant to) {
        var silences = new ArrayList<Silence>();
        var last = from;
        for (var each : heard()) {
            if (each.at().isAfter(from) && each.at().isBefore(to)) {
                silences.add(new Silence(last, each.at()));
                last = each.at();
            }
        }
        silences.add(new Silence(last, to));
        return silences;
    }

    /** A time in which nothing came. */
    record Silence(Instant from, Instant to) {

        Duration length() {
            return Duration.between(from, to);
        }

        boolean overlaps(Instant begin, Instant end) {
            return from.isBefore(end) && to.isAfter(begin);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
