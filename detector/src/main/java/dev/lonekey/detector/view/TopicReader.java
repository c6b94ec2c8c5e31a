package dev.lonekey.detector.view;

import dev.lonekey.runtime.health.Health;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from their beginning and on, committed records only, without a group, in a thread of its own. Bears with a Kafka that
 * is away; begins anew with a new consumer, where the old one was, when that one fails.
 */
final class TopicReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Set<TopicPartition> partitions;
    private final Map<String, Object> settings;
    private final Listener listener;
    private final Thread thread = new Thread(this::run, "lonekey-view");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Optional<Consumer<byte[], byte[]>> current = Optional.empty();

    // Of the reading thread only.
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private Duration pause = FIRST_PAUSE;

    private volatile boolean started;
    private volatile boolean complete;
    private volatile long lastContact = System.nanoTime();
    private volatile Optional<Throwable> fault = Optional.empty();
    private volatile Optional<Throwable> end = Optional.empty();

    /** Told by the reading thread, in order. */
    interface Listener {

        void read(ConsumerRecord<byte[], byte[]> published);

        /** All that there was when reading began is read. */
        void complete();

        /** What was read is void: the topics are read from their beginning again. */
        void startOver();
    }

    /**
     * Prepares; asks nobody yet.
     *
     * @param partitions of each topic
     * @param kafka client settings by their Kafka names
     */
    TopicReader(List<String> topics, int partitions, Map<String, String> kafka, Listener listener) {
        this.partitions = topics.stream()
                .flatMap(topic ->
                        IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)))
                .collect(Collectors.toUnmodifiableSet());
        this.settings = settings(kafka);
        this.listener = listener;
        thread.setDaemon(true);
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        var settings = new HashMap<String, Object>(kafka);
        settings.keySet().removeAll(Set.of("group.id", "group.instance.id"));
        settings.computeIfPresent("client.id", (name, id) -> id + "-view");
        settings.put("group.protocol", "classic"); // there is no group; "streams" is none of a consumer's
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "none"); // what to do then is decided here
        return settings;
    }

    void start() {
        started = true;
        lastContact = System.nanoTime();
        thread.start();
    }

    boolean isComplete() {
        return complete;
    }

    /** Why what was read cannot be relied on, if it cannot. */
    Optional<Health> trouble() {
        if (end.isPresent()) {
            return Optional.of(Health.stopped("reads no longer: " + end.get()));
        }
        if (!started) {
            return Optional.of(Health.down("not started yet"));
        }
        if (fault.isPresent()) {
            return Optional.of(Health.down("cannot read violations and accounts, and tries again: " + fault.get()));
        }
        var silent = Duration.ofNanos(System.nanoTime() - lastContact);
        if (silent.compareTo(SILENCE) > 0) {
            return Optional.of(Health.down(
                    "Kafka has not answered for %d seconds; what is shown is from before then, see \"kafka\""
                            .formatted(silent.toSeconds())));
        }
        return complete ? Optional.empty() : Optional.of(Health.down("violations and accounts are still being read"));
    }

    private void run() {
        try {
            while (!isClosing()) {
                readUntilItFails();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            end = Optional.of(fatal);
            LOG.error("violations and accounts are no longer read; start the service again", fatal);
        }
    }

    private void readUntilItFails() throws InterruptedException {
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            current = Optional.of(consumer);
            read(consumer);
        } catch (WakeupException closed) {
            // As asked for.
        } catch (InvalidOffsetException gone) {
            LOG.warn("violations and accounts are read anew, since the topics were cut or made again");
            complete = false;
            positions.clear();
            listener.startOver();
        } catch (RuntimeException failure) {
            if (fault.isEmpty()) {
                LOG.warn("violations and accounts cannot be read, and that is tried again: {}", failure.toString());
            }
            fault = Optional.of(failure);
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            var doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        } finally {
            current = Optional.empty();
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        consumer.assign(partitions);
        for (var partition : partitions) {
            if (positions.containsKey(partition)) {
                consumer.seek(partition, positions.get(partition));
            } else {
                consumer.seekToBeginning(Set.of(partition));
            }
        }
        ends = Map.of();
        var nextLook = System.nanoTime();
        while (!isClosing()) {
            if (System.nanoTime() - nextLook >= 0) {
                look(consumer);
                nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
            }
            consumer.poll(POLL).forEach(published -> {
                listener.read(published);
                positions.put(new TopicPartition(published.topic(), published.partition()), published.offset() + 1);
            });
            if (!complete && isAtTheEnds(consumer)) {
                completed();
            }
        }
    }

    /** All that there was when reading began is read. */
    void completed() {
        complete = true;
        listener.complete();
    }

    /** Polling alone does not tell whether there is nothing new, or nobody to ask. */
    private void look(Consumer<byte[], byte[]> consumer) {
        try {
            var now = consumer.endOffsets(partitions, LOOK_TIMEOUT);
            lastContact = System.nanoTime();
            if (ends.isEmpty()) {
                ends = now; // those that were there at first, so that it is not a race
            } else {
                // Not at the first look: whoever may ask for the ends need not be let read.
                fault = Optional.empty();
                pause = FIRST_PAUSE;
            }
        } catch (RetriableException away) {
            LOG.debug("Kafka does not answer", away);
        }
    }

    private boolean isAtTheEnds(Consumer<byte[], byte[]> consumer) {
        try {
            return !ends.isEmpty()
                    && partitions.stream()
                            .allMatch(partition -> consumer.position(partition, LOOK_TIMEOUT) >= ends.get(partition));
        } catch (RetriableException away) {
            return false;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        current.ifPresent(Consumer::wakeup);
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
