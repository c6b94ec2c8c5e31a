package dev.lonekey.standalone.pipeline;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.stream.DetectorSettings;
import dev.lonekey.ingest.publish.Publisher;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.topic.Cluster;
import java.util.Map;

/** The route through a detector that runs elsewhere, on the Kafka of the configuration. */
public final class RouteToDetector implements Route {

    private final Map<String, String> kafka;
    private final Outputs outputs;
    private final GroupOffsets offsets;
    private final Publisher publisher;

    /**
     * Connects, and tells the listener what was published before.
     *
     * @param configuration with brokers
     * @throws Failure if they cannot be used as they are
     */
    public RouteToDetector(DetectorConfiguration configuration, OutputListener listener) throws InterruptedException {
        var topics = configuration.topics().orElse(Topics.CLUSTER);
        kafka = configuration.kafka().settings();
        try (var cluster = new Cluster(kafka)) {
            cluster.requireRight(topics);
        }
        outputs = new Outputs(topics, kafka, listener);
        offsets = new GroupOffsets(DetectorSettings.applicationId(topics), kafka);
        publisher = new Publisher(topics, kafka);
    }

    @Override
    public void publish(Batch batch) {
        publisher.publish(batch);
    }

    /** @throws Failure if no detector makes any progress for a minute */
    @Override
    public void awaitDone() throws InterruptedException {
        publisher.flush();
        Patience.USUAL.await("the detector", publisher.endOffsets(), offsets::committed);
        Patience.USUAL.await("the reader of violations", offsets.ends(outputs.partitions()), () -> {
            outputs.failure().ifPresent(cause -> {
                throw new Failure("the reader of violations has stopped: " + cause, cause);
            });
            return outputs.positions();
        });
    }

    @Override
    public String bootstrapServers() {
        return kafka.get("bootstrap.servers");
    }

    @Override
    public void close() {
        publisher.close();
        offsets.close();
        outputs.close();
    }
}
