package dev.lonekey.standalone.chaos;

import static java.util.stream.Collectors.joining;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/** A broker and controller in a container, which each client reaches by a route of its own. What it has stored outlives its death. */
final class Broker implements AutoCloseable {

    private static final String BRIDGE = "bridge";
    private static final String STORED = "/tmp/kraft-combined-logs";

    /** The image's own way to start, which formats what it stores on; when started again there is nothing to format. */
    private static final String START = """
            if [ -e %s/meta.properties ]; then
              exec java -Xmx512m -Dlog4j2.configurationFile=/opt/kafka/config/log4j2.yaml \
                -cp '/opt/kafka/libs/*' kafka.Kafka /opt/kafka/config/server.properties
            fi
            exec /etc/kafka/docker/run
            """.formatted(STORED);

    private final String name;
    private final Network network;
    private final GenericContainer<?> container;
    private final Map<Client, Route> routes = new EnumMap<>(Client.class);

    /** @param brokers how many there are */
    Broker(int number, int brokers, Network network) {
        this.name = name(number);
        this.network = network;
        Stream.of(Client.values()).forEach(client -> routes.put(client, new Route()));
        container = new GenericContainer<>("apache/kafka:4.3.1")
                .withNetwork(network)
                .withNetworkAliases(name)
                .withEnv(environment(number, brokers))
                .withExposedPorts(Stream.of(Client.values()).map(Client::port).toArray(Integer[]::new))
                .withCommand("bash", "-c", START)
                .waitingFor(
                        Wait.forLogMessage(".*Kafka Server started.*", 1).withStartupTimeout(Duration.ofMinutes(3)));
    }

    private static String name(int number) {
        return "broker-" + number;
    }

    private Map<String, String> environment(int number, int brokers) {
        var copies = Integer.toString(brokers);
        var quorum = brokers > 1 ? "2" : "1";
        var environment = new HashMap<String, String>();
        environment.put("CLUSTER_ID", "4L6g3nShT-eMCtK--X86sw");
        environment.put("KAFKA_NODE_ID", Integer.toString(number));
        environment.put("KAFKA_PROCESS_ROLES", "broker,controller");
        environment.put(
                "KAFKA_CONTROLLER_QUORUM_VOTERS",
                IntStream.rangeClosed(1, brokers)
                        .mapToObj(each -> each + "@" + name(each) + ":9093")
                        .collect(joining(",")));
        environment.put(
                "KAFKA_LISTENERS",
                "BROKERS://:9092,CONTROLLER://:9093," + listeners(client -> client + "://:" + client.port()));
        environment.put(
                "KAFKA_ADVERTISED_LISTENERS",
                "BROKERS://" + name + ":9092,"
                        + listeners(client ->
                                client + "://127.0.0.1:" + routes.get(client).port()));
        environment.put(
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                "BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT," + listeners(client -> client + ":PLAINTEXT"));
        environment.put("KAFKA_INTER_BROKER_LISTENER_NAME", "BROKERS");
        environment.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
        environment.put("KAFKA_LOG_DIRS", STORED);
        environment.put("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        environment.put("KAFKA_MIN_INSYNC_REPLICAS", quorum);
        environment.put("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", copies);
        environment.put("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", copies);
        environment.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", quorum);
        // Fifty of each would be most of what a small machine has to recover after each death.
        environment.put("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "6");
        environment.put("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "6");
        environment.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        return environment;
    }

    private static String listeners(Function<Client, String> listener) {
        return Stream.of(Client.values()).map(listener).collect(joining(","));
    }

    /** Starts it; the others are to be started meanwhile. */
    void begin() {
        container.start();
        // By another network than that of the brokers, so that it can be taken from them alone.
        docker().connectToNetworkCmd()
                .withContainerId(container.getContainerId())
                .withNetworkId(BRIDGE)
                .exec();
        leadRoutes();
    }

    String address(Client client) {
        return "127.0.0.1:" + routes.get(client).port();
    }

    Route route(Client client) {
        return routes.get(client);
    }

    void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        routes.values().forEach(route -> route.leadTo(Optional.empty()));
    }

    void start() {
        docker().startContainerCmd(container.getContainerId()).exec();
        leadRoutes();
    }

    void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    void unpause() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    void isolate() {
        docker().disconnectFromNetworkCmd()
                .withContainerId(container.getContainerId())
                .withNetworkId(network.getId())
                .withForce(true)
                .exec();
        leadRoutes();
    }

    void rejoin() {
        docker().connectToNetworkCmd()
                .withContainerId(container.getContainerId())
                .withNetworkId(network.getId())
                .withContainerNetwork(new ContainerNetwork().withAliases(name))
                .exec();
        leadRoutes();
    }

    /** Docker publishes other ports whenever a network or the container comes or goes. */
    private void leadRoutes() {
        var published = docker().inspectContainerCmd(container.getContainerId())
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings();
        routes.forEach((client, route) -> {
            var port = published.get(ExposedPort.tcp(client.port()))[0].getHostPortSpec();
            route.leadTo(Optional.of(new InetSocketAddress(container.getHost(), Integer.parseInt(port))));
        });
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    /** Keeps what it has said. */
    void saveLog(Path folder) throws IOException {
        Files.writeString(folder.resolve(name + ".log"), container.getLogs());
    }

    @Override
    public void close() throws IOException {
        for (var route : routes.values()) {
            route.close();
        }
        try {
            container.stop();
        } catch (NotFoundException gone) {
            // as it should be
        }
    }
}
