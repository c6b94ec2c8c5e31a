package dev.lonekey.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.api.Api;
import dev.lonekey.detector.view.View;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.http.Endpoint;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The page as the detector serves it, with what a test publishes on the topics that it reads. */
final class ServedPage implements AutoCloseable {

    private static final Topics TOPICS = Topics.EMBEDDED;

    private final EmbeddedBroker broker = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
    private final Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    private final Set<String> violations = new LinkedHashSet<>();
    private final Set<String> accounts = new LinkedHashSet<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private final View view = new View(TOPICS, kafka);
    private final KafkaProducer<byte[], byte[]> producer;
    private final Optional<String> token;
    private Api api;
    private Endpoint endpoint;
    private volatile Health health = Health.up("running");

    ServedPage(Optional<String> token) throws Exception {
        broker.start();
        try (var admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            admin.createTopics(
                            List.of(TOPICS.newTopic(Topic.VIOLATIONS_CURRENT), TOPICS.newTopic(Topic.ACCOUNTS_CURRENT)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(Map.copyOf(kafka), new ByteArraySerializer(), new ByteArraySerializer());
        this.token = token;
        serve(0);
    }

    private void serve(int port) {
        api = new Api(view, Clock.systemUTC());
        endpoint = new Endpoint(
                new HttpSettings(Optional.empty(), Optional.of(port), token),
                port,
                List.of(detector(), view),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of(api));
    }

    /** Answers no longer, while something is done; then it is there again, at the same address. */
    void whileAway(Runnable something) {
        var port = endpoint.port();
        stopServing();
        something.run();
        serve(port);
    }

    private void stopServing() {
        api.close();
        endpoint.close();
    }

    private Component detector() {
        return new Component() {
            @Override
            public String name() {
                return "detector";
            }

            @Override
            public Health check() {
                return health;
            }
        };
    }

    /** Begins to read the topics; before that, the page says that it is starting. */
    ServedPage start() {
        view.start();
        await().atMost(Browser.PATIENCE).until(view::isComplete);
        return this;
    }

    String url() {
        return endpoint.url() + "/";
    }

    /** Where what follows the # is this. */
    String at(String place) {
        return url() + "#/" + place;
    }

    void publish(ViolationEvent event) {
        violations.add(event.violationId());
        send(Topic.VIOLATIONS_CURRENT, event.violationId(), event.toJson());
    }

    void publish(AccountStatus status) {
        accounts.add(status.accountId());
        send(Topic.ACCOUNTS_CURRENT, status.accountId(), status.toJson());
    }

    /** Waits until all that was published can be asked for. */
    void awaitPublished() {
        flush();
        await().atMost(Browser.PATIENCE)
                .until(() -> violations.stream()
                                .allMatch(id -> view.violations().get(id).isPresent())
                        && view.accounts().all().size() == accounts.size());
    }

    /** Makes the topics as if nothing had been published. */
    void clear() {
        violations.forEach(id -> send(Topic.VIOLATIONS_CURRENT, id, null));
        accounts.forEach(id -> send(Topic.ACCOUNTS_CURRENT, id, null));
        flush();
        await().atMost(Browser.PATIENCE)
                .until(() -> violations.stream()
                                .noneMatch(id -> view.violations().get(id).isPresent())
                        && view.accounts().all().isEmpty());
        violations.clear();
        accounts.clear();
    }

    private void flush() {
        producer.flush();
        assertThat(sent).allSatisfy(Future::get);
        sent.clear();
    }

    void health(Health now) {
        health = now;
    }

    private void send(Topic topic, String key, byte[] value) {
        sent.add(producer.send(new ProducerRecord<>(TOPICS.name(topic), key.getBytes(UTF_8), value)));
    }

    @Override
    public void close() {
        stopServing();
        view.close();
        producer.close();
        broker.close();
    }
}
