package dev.lonekey.detector.webhook;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.config.WebhookSettings;
import dev.lonekey.detector.webhook.Answer.NotTaken;
import dev.lonekey.detector.webhook.WebhookMeters.Outcome;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts violation events to one receiver, those of an account in their order. An event is done when the receiver has taken it;
 * until then it is tried again, for as long as the topic keeps it. One that was taken comes again only if this process ends, or
 * loses Kafka, before it has written so: at most one for each instance then, with the same event id. Nothing that goes wrong
 * here reaches the detector.
 */
public final class Webhook implements Component, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private final WebhookSettings settings;
    private final Topics topics;
    private final Map<String, String> kafka;
    private final Instant firstStart;
    private final Receiver receiver;
    private final Wanted wanted;
    private final Condition condition;
    private final WebhookMeters meters;
    private final Thread thread;
    private Optional<Published> current = Optional.empty();
    private Optional<Delivery> delivery = Optional.empty();
    private volatile boolean closing;

    /**
     * Prepares.
     *
     * @param kafka client settings by their Kafka names
     * @param clock for what is measured and signed
     */
    public Webhook(
            WebhookSettings settings, Topics topics, Map<String, String> kafka, Clock clock, MeterRegistry registry) {
        this.settings = settings;
        this.topics = topics;
        this.kafka = kafka;
        this.firstStart = clock.instant();
        this.receiver = new Receiver(settings, clock);
        this.wanted = Wanted.by(settings);
        this.condition = new Condition(settings.name(), settings.url().toString(), clock);
        this.meters = new WebhookMeters(settings.name(), registry, clock, condition::isFailing);
        this.thread = new Thread(this::run, "lonekey-" + name().replace(' ', '-'));
        thread.setDaemon(true);
    }

    /** The group whose offsets tell what a webhook was told. */
    public static String groupId(Topics topics, String name) {
        return topics.prefix() + "webhook." + name;
    }

    @Override
    public String name() {
        return "webhook " + settings.name();
    }

    @Override
    public Health check() {
        return condition.health();
    }

    /** Begins; returns at once. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            try (var published = new Published(
                    topics, groupId(topics, settings.name()), kafka, firstStart, this::finishBeforeOthers)) {
                current = Optional.of(published);
                while (!closing) {
                    step(published);
                }
                finish(published, PATIENCE_AT_THE_END);
            } catch (InterruptException stopped) {
                closing = true;
            } catch (RuntimeException | Error failure) { // whatever it is: without this thread nobody would be told
                fail(failure);
            } finally {
                current = Optional.empty();
                delivery = Optional.empty();
            }
        }
    }

    private void step(Published published) {
        var first = published.first();
        if (first.isEmpty()) {
            meters.waiting(Optional.empty());
            published.poll(POLL);
            if (published.isProven()) {
                condition.kafkaWorks();
            }
        } else if (delivery.filter(it -> it.isOf(first.get())).isEmpty()) {
            take(published, first.get());
        } else {
            var pause = delivery.get().pause();
            if (pause.isZero()) {
                advance(published, POLL);
                published.poll(AT_ONCE); // or the group would take us for dead
            } else {
                published.poll(pause.compareTo(POLL) < 0 ? pause : POLL);
            }
        }
    }

    private void take(Published published, ConsumerRecord<String, String> record) {
        try {
            var event = ViolationEvent.fromJson(record.value().getBytes(StandardCharsets.UTF_8));
            if (wanted.test(event)) {
                var message = Message.of(settings.formatOrUsual(), event, record.value());
                delivery = Optional.of(new Delivery(record, receiver, message));
                meters.waiting(Optional.of(Instant.ofEpochMilli(record.timestamp())));
            } else {
                published.firstIsDone();
            }
        } catch (RuntimeException notAnEvent) { // whatever is wrong with it: others wait behind it
            LOG.debug("no violation event", notAnEvent);
            meters.count(Outcome.UNREADABLE);
            condition.cannotRead(record.partition(), record.offset());
            published.firstIsDone();
        }
    }

    private void advance(Published published, Duration atMost) {
        var answer = delivery.flatMap(it -> it.advance(atMost));
        if (answer.isEmpty()) {
            return;
        }
        if (answer.get() instanceof NotTaken notTaken) {
            again(published, notTaken);
        } else {
            meters.count(Outcome.TAKEN);
            condition.receiverWorks();
            done(published);
        }
    }

    private void again(Published published, NotTaken answer) {
        meters.count(Outcome.FAILED);
        condition.receiverFails(answer.problem());
        if (delivery.filter(it -> it.mayTryAgainAfter(answer)).isEmpty()) {
            meters.count(Outcome.REFUSED);
            condition.skips(
                    published
                            .first()
                            .map(ConsumerRecord::value)
                            .map(Webhook::id)
                            .orElse(""),
                    answer.problem());
            done(published);
        }
    }

    private static String id(String json) {
        return ViolationEvent.fromJson(json.getBytes(StandardCharsets.UTF_8)).eventId();
    }

    /** Written at once: what a person was told once should not come again. */
    private void done(Published published) {
        delivery = Optional.empty();
        published.firstIsDone();
        published.commit();
    }

    private void finishBeforeOthers(Collection<TopicPartition> revoked) {
        current.ifPresent(published -> published
                .first()
                .filter(record -> revoked.contains(new TopicPartition(record.topic(), record.partition())))
                .ifPresent(record -> {
                    // At the end there was time for it already.
                    finish(published, closing ? Duration.ZERO : settings.timeoutOrUsual());
                    delivery = Optional.empty();
                }));
    }

    /** Waits for an answer that is outstanding, so that nobody else has to ask again. */
    private void finish(Published published, Duration atMost) {
        if (delivery.filter(Delivery::isUnderWay)
                .filter(it -> published.first().filter(it::isOf).isPresent())
                .isPresent()) {
            advance(published, atMost);
        }
    }

    private void fail(Throwable failure) {
        condition.kafkaFails(reason(failure));
        meters.waiting(Optional.empty());
        LOG.debug("the failure", failure);
        try {
            TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException stopped) {
            closing = true;
        }
    }

    private String reason(Throwable failure) {
        if (failure instanceof AuthorizationException) {
            return "Kafka does not let it read; allow Read on topic %s and on group %s"
                    .formatted(topics.name(Topic.VIOLATIONS), groupId(topics, settings.name()));
        }
        var message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return failure instanceof KafkaException
                ? "it cannot read from Kafka (" + message + ")"
                : "unexpected " + failure.getClass().getSimpleName() + " (" + message + ")";
    }

    /** Asks it to end, without waiting. */
    public void stop() {
        closing = true;
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join(PATIENCE_AT_THE_END.multipliedBy(3).toMillis());
            thread.interrupt();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        meters.close();
    }
}
