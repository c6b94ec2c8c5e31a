package dev.lonekey.runtime.topic;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.failure.Failure;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a Kafka cluster, and who reads them. Waits some seconds for an answer, not longer. */
public final class Cluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String NO_SUCH_HOST = "No resolvable bootstrap";

    private static final int LOOK_EVERY_MS = 50;
    private static final int MAX_LOOKS = 100;

    private final String bootstrapServers;
    private final Admin admin;

    /**
     * Connects.
     *
     * @param kafka client settings by their Kafka names, {@code bootstrap.servers} at least
     * @throws Unreachable if the name of no broker is known
     * @throws Failure if a setting is refused
     */
    public Cluster(Map<String, String> kafka) {
        var settings = new HashMap<String, Object>(kafka);
        settings.putIfAbsent("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
        settings.putIfAbsent("request.timeout.ms", Long.toString(PATIENCE.toMillis()));
        bootstrapServers = kafka.get("bootstrap.servers");
        try {
            admin = Admin.create(settings);
        } catch (KafkaException refused) {
            var message = "cannot use the Kafka at " + bootstrapServers + ": " + reason(refused);
            // In containers the broker's name may become known only when the broker starts.
            throw reason(refused).startsWith(NO_SUCH_HOST)
                    ? new Unreachable(message, refused)
                    : new Failure(message, refused);
        }
    }

    /**
     * Makes the topics that are given.
     *
     * @throws Failure if the cluster does not answer, or refuses
     */
    public void create(Topics topics, Collection<Topic> missing) throws InterruptedException {
        var made = admin.createTopics(missing.stream().map(topics::newTopic).toList());
        for (Topic topic : missing) {
            try {
                made.values().get(topics.name(topic)).get();
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof InvalidReplicationFactorException) {
                    throw tooFewBrokers(topics, failure);
                }
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw refused("cannot create " + topics.name(topic), failure);
                }
            }
        }
        awaitVisible(topics, missing);
    }

    /** The controller has made them; each broker comes to know of it a moment later, and whoever asks next should see them. */
    private void awaitVisible(Topics topics, Collection<Topic> made) throws InterruptedException {
        var names = made.stream().map(topics::name).toList();
        for (var tries = 0; tries < MAX_LOOKS; tries++) {
            if (read(topics).keySet().containsAll(names)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private Failure tooFewBrokers(Topics topics, ExecutionException failure) throws InterruptedException {
        var brokers = get(admin.describeCluster().nodes()).size();
        return new Failure(
                "%d copies of each topic need as many brokers, and this cluster has %d; add --replication %d, or set \"replication\" under \"topics\""
                        .formatted(topics.replicationFactor(), brokers, brokers),
                failure);
    }

    /** The state of every topic of the contract, as {@link TopicCheck} sees it. */
    public Map<Topic, TopicState> compare(Topics topics) throws InterruptedException {
        return new TopicCheck(topics, bootstrapServers).compare(read(topics));
    }

    /**
     * Makes sure that every topic is there, with the right number of partitions and the settings that services rely on.
     *
     * @throws Unreachable if the cluster does not answer
     * @throws Failure with the mend, if something is not right
     */
    public void requireRight(Topics topics) throws InterruptedException {
        new TopicDemands(topics, bootstrapServers).require(read(topics));
    }

    /**
     * How many partitions a topic has that is none of the contract's; empty when there is no such topic.
     *
     * @throws Unreachable if the cluster does not answer
     */
    public Optional<Integer> partitions(String topic) throws InterruptedException {
        return Optional.ofNullable(describe(List.of(topic)).get(topic))
                .map(described -> described.partitions().size());
    }

    /**
     * Makes sure that topics which Kafka Streams has made for itself take records as large as it writes; those that there are not
     * yet do.
     *
     * @throws Unreachable if the cluster does not answer
     * @throws Failure with the mend, if a topic does not
     */
    public void requireRoom(Topics topics, List<String> names) throws InterruptedException {
        var demands = new TopicDemands(topics, bootstrapServers);
        withSettings(describe(names)).forEach(demands::requireSize);
    }

    /**
     * Whether somebody is in a group, by whichever protocol. Not if this client may not see the group.
     *
     * @throws Unreachable if the cluster does not answer
     */
    public boolean hasMembers(String group) throws InterruptedException {
        try {
            return admin.listGroups().all().get().stream()
                    .filter(listed -> listed.groupId().equals(group))
                    .flatMap(listed -> listed.groupState().stream())
                    .anyMatch(state -> state != GroupState.EMPTY && state != GroupState.DEAD);
        } catch (ExecutionException failure) {
            throw refused("cannot see who is in group " + group, failure);
        }
    }

    /**
     * Whether a group has read anything of some topics that still stands there. Not if this client may not see the group.
     *
     * @throws Unreachable if the cluster does not answer
     */
    public boolean isPastBeginning(String group, Collection<String> topics) throws InterruptedException {
        var read = new HashMap<TopicPartition, Long>();
        try {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, committed) -> {
                        if (committed != null && topics.contains(partition.topic())) {
                            read.put(partition, committed.offset());
                        }
                    });
            var asked = read.keySet().stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.earliest()));
            return admin.listOffsets(asked).all().get().entrySet().stream()
                    .anyMatch(
                            begin -> read.get(begin.getKey()) > begin.getValue().offset());
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AuthorizationException
                    || failure.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw refused("cannot see what group " + group + " has read", failure);
        }
    }

    /**
     * How long all of some topics keep what is written to them, at least; empty if for good.
     *
     * @throws Unreachable if the cluster does not answer
     */
    public Optional<Duration> retention(List<String> names) throws InterruptedException {
        return withSettings(describe(names)).values().stream()
                .map(ActualTopic::retention)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private Map<String, ActualTopic> read(Topics topics) throws InterruptedException {
        return withSettings(describe(Stream.of(Topic.values()).map(topics::name).toList()));
    }

    private Map<String, TopicDescription> describe(List<String> names) throws InterruptedException {
        var descriptions = admin.describeTopics(names).topicNameValues();
        var present = new HashMap<String, TopicDescription>();
        for (var name : names) {
            try {
                present.put(name, descriptions.get(name).get());
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw refused("cannot see " + name, failure);
                }
            }
        }
        return present;
    }

    private Map<String, ActualTopic> withSettings(Map<String, TopicDescription> present) throws InterruptedException {
        var resources = present.keySet().stream()
                .collect(Collectors.toMap(name -> new ConfigResource(ConfigResource.Type.TOPIC, name), name -> name));
        var settings = get(admin.describeConfigs(resources.keySet()).all());
        var topics = new HashMap<String, ActualTopic>();
        resources.forEach((resource, name) -> topics.put(name, actual(present.get(name), settings.get(resource))));
        return topics;
    }

    private static ActualTopic actual(TopicDescription topic, Config settings) {
        var copies = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        var values = settings.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        return new ActualTopic(topic.partitions().size(), copies, values);
    }

    private <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            throw refused("cannot see the settings of the topics", failure);
        }
    }

    private Failure refused(String what, ExecutionException failure) {
        if (failure.getCause() instanceof TimeoutException) {
            return new Unreachable(
                    "no Kafka answers at %s within %d seconds; start it, or correct the address"
                            .formatted(bootstrapServers, PATIENCE.toSeconds()),
                    failure);
        }
        if (failure.getCause() instanceof RetriableException) {
            return new Unreachable(what + ": " + reason(failure.getCause()), failure);
        }
        return new Failure(what + ": " + reason(failure.getCause()) + mend(failure.getCause()), failure);
    }

    private static String mend(Throwable refused) {
        if (refused instanceof SslAuthenticationException) {
            return "; correct the \"ssl.\" settings under \"kafka\", such as ssl.truststore.location";
        }
        if (refused instanceof AuthenticationException) {
            return "; correct the \"sasl.\" settings under \"kafka\"";
        }
        return refused instanceof AuthorizationException ? "; allow it, as docs/kafka.md says" : "";
    }

    private static String reason(Throwable refused) {
        var deepest = refused.getCause() == null ? refused : refused.getCause();
        return String.valueOf(deepest.getMessage())
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("\\.$", "");
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
