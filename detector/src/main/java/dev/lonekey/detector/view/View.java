package dev.lonekey.detector.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is published now, of all accounts, whichever instance published it: read from the topics, and kept in memory. So every
 * instance answers the same.
 */
public final class View implements Component, AutoCloseable {

    /** Of the resolved violations so many are kept, those that were resolved last. */
    public static final int RESOLVED_KEPT = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(View.class);

    private final String violationsTopic;
    private final String accountsTopic;
    private final Violations violations = new Violations(RESOLVED_KEPT);
    private final Accounts accounts = new Accounts(violations);
    private final List<ViewListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong unreadable = new AtomicLong();
    private final TopicReader reader;

    /**
     * Prepares; asks nobody yet.
     *
     * @param kafka client settings by their Kafka names
     */
    public View(Topics topics, Map<String, String> kafka) {
        violationsTopic = topics.name(Topic.VIOLATIONS_CURRENT);
        accountsTopic = topics.name(Topic.ACCOUNTS_CURRENT);
        reader = new TopicReader(
                List.of(violationsTopic, accountsTopic), topics.partitions(), kafka, new TopicReader.Listener() {
                    @Override
                    public void read(ConsumerRecord<byte[], byte[]> published) {
                        take(published);
                    }

                    @Override
                    public void complete() {
                        listeners.forEach(ViewListener::everything);
                    }

                    @Override
                    public void startOver() {
                        violations.clear();
                        accounts.clear();
                    }
                });
    }

    /** Begins to read; the topics must exist. */
    public void start() {
        reader.start();
    }

    public Violations violations() {
        return violations;
    }

    public Accounts accounts() {
        return accounts;
    }

    /** Whether the topics were read to their ends once; before that, what is missing says nothing. */
    public boolean isComplete() {
        return reader.isComplete();
    }

    /** How many values were skipped because they are none of ours. */
    public long unreadable() {
        return unreadable.get();
    }

    /** Tells of every change from now on, once the topics were read to their ends. */
    public void listen(ViewListener listener) {
        listeners.add(listener);
    }

    /** Tells no more. */
    public void unlisten(ViewListener listener) {
        listeners.remove(listener);
    }

    TopicReader reader() {
        return reader;
    }

    void take(ConsumerRecord<byte[], byte[]> published) {
        try {
            if (published.key() == null) {
                throw new IllegalArgumentException("no key");
            }
            var key = new String(published.key(), UTF_8);
            if (published.topic().equals(violationsTopic)) {
                takeViolation(key, published.value());
            } else {
                takeAccount(key, published.value());
            }
        } catch (UncheckedIOException
                | IllegalArgumentException
                | NullPointerException notOurs) { // a field may be missing
            skip(published);
        }
    }

    private void takeViolation(String id, byte[] json) {
        if (json == null) {
            var known = violations.get(id);
            if (violations.remove(id)) {
                known.ifPresent(this::tell);
            }
            return;
        }
        var violation = KnownViolation.of(json);
        require(violation.id().equals(id));
        if (violations.put(violation)) {
            tell(violation);
        }
    }

    private void takeAccount(String id, byte[] json) {
        if (json == null) {
            accounts.remove(id);
        } else {
            var account = KnownAccount.of(json);
            require(account.id().equals(id));
            accounts.put(account);
        }
        if (isComplete()) {
            listeners.forEach(listener -> listener.account(id));
        }
    }

    private void tell(KnownViolation violation) {
        if (isComplete()) {
            listeners.forEach(listener -> {
                listener.violation(violation.id());
                listener.account(violation.accountId());
            });
        }
    }

    private static void require(boolean keyIsThatOfTheValue) {
        if (!keyIsThatOfTheValue) {
            throw new IllegalArgumentException("under the key of another");
        }
    }

    private void skip(ConsumerRecord<byte[], byte[]> published) {
        if (unreadable.getAndIncrement() == 0) {
            LOG.warn(
                    "a value in topic {} (partition {}, offset {}) is none that the detector wrote and is not shown, nor are others like it; find out who else writes there",
                    published.topic(),
                    published.partition(),
                    published.offset());
        }
    }

    @Override
    public String name() {
        return "view";
    }

    @Override
    public Health check() {
        return reader.trouble().orElseGet(() -> Health.up("violations and accounts are read as they are published"));
    }

    @Override
    public void close() {
        reader.close();
    }
}
