package dev.lonekey.standalone.topic;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.cli.ExitStatus;
import dev.lonekey.runtime.config.TopicLayout;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.topic.Cluster;
import dev.lonekey.runtime.topic.TopicState;
import dev.lonekey.runtime.topic.TopicState.Missing;
import dev.lonekey.runtime.topic.TopicState.Right;
import dev.lonekey.standalone.config.KafkaOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lonekey topics}: shows, checks and makes the topics of the contract. Never alters one. */
@picocli.CommandLine.Command(
        name = "topics",
        description = "Show what each Kafka topic is and should be, and make the missing ones.",
        footer = {
            "",
            "Exit status: 0 all is right, 1 something is missing, different or unreachable.",
            "",
            "Example:",
            "  lonekey topics --bootstrap-server localhost:9092 --create --replication 1"
        })
public final class TopicsCommand extends Command {

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--create", description = "Make the missing topics. What is there is never altered.")
    private boolean create;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of each topic, for life (default: 12).")
    private Integer partitions;

    @Option(names = "--replication", paramLabel = "N", description = "Copies of each partition (default: 3).")
    private Integer replication;

    @Option(names = "--prefix", paramLabel = "P", description = "What topic names begin with (default: lonekey.).")
    private String prefix;

    @Override
    protected int run() throws InterruptedException {
        var configuration = kafka.configuration();
        var servers = configuration
                .kafka()
                .bootstrapServers()
                .orElseThrow(
                        () -> new Failure(
                                "which Kafka? Give --bootstrap-server HOST:PORT, or -c FILE with bootstrap.servers under \"kafka\""));
        var topics = layout(configuration);
        try (var cluster = new Cluster(configuration.kafka().settings())) {
            var states = cluster.compare(topics);
            if (create && states.containsValue(new Missing())) {
                cluster.create(topics, missing(states));
                states = cluster.compare(topics);
            }
            new TopicReport(topics, createCommand(servers, topics))
                    .lines(states)
                    .forEach(commandLine().getOut()::println);
            var right = states.values().stream().allMatch(Right.class::isInstance);
            return right ? ExitStatus.NOTHING_OPEN : ExitStatus.ERROR;
        }
    }

    private Topics layout(DetectorConfiguration configuration) {
        try {
            var options = new TopicLayout(
                    Optional.ofNullable(prefix), Optional.ofNullable(partitions), Optional.ofNullable(replication));
            return configuration.topics().overruledBy(options).orElse(Topics.CLUSTER);
        } catch (IllegalArgumentException refused) {
            throw new Failure(refused.getMessage(), refused);
        }
    }

    private static List<Topic> missing(Map<Topic, TopicState> states) {
        return states.keySet().stream()
                .filter(topic -> states.get(topic) instanceof Missing)
                .toList();
    }

    private static String createCommand(String servers, Topics topics) {
        return "lonekey topics --bootstrap-server %s --prefix %s --partitions %d --replication %d --create"
                .formatted(servers, topics.prefix(), topics.partitions(), topics.replicationFactor());
    }
}
