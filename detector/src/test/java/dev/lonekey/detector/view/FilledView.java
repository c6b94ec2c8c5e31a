package dev.lonekey.detector.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A view that is told without any Kafka what was published. */
public final class FilledView implements AutoCloseable {

    private final View view = new View(Topics.EMBEDDED, Map.of());
    private long offset;

    public View view() {
        return view;
    }

    /** As if the topics were read to their ends. */
    public FilledView complete() {
        view.reader().completed();
        return this;
    }

    public void publish(Published event) {
        publish(Topic.VIOLATIONS_CURRENT, event.id(), event.event().toJson());
    }

    public void publish(AccountStatus status) {
        publish(Topic.ACCOUNTS_CURRENT, status.accountId(), status.toJson());
    }

    public void forget(Topic topic, String id) {
        publish(topic, id, null);
    }

    public void publish(Topic topic, String key, byte[] value) {
        view.take(new ConsumerRecord<>(Topics.EMBEDDED.name(topic), 0, offset++, key.getBytes(UTF_8), value));
    }

    /** All that is open, the worst first. */
    public List<String> open() {
        return view.violations().open().stream().map(KnownViolation::id).toList();
    }

    @Override
    public void close() {
        view.close();
    }
}
