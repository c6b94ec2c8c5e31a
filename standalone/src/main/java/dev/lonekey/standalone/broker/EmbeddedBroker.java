package dev.lonekey.standalone.broker;

import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker, with its KRaft controller, in this process; reachable from this machine only. It is built from classes of
 * Kafka that are no public API, which is why nothing else touches them and why it is no part of a production image.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** Lets the system choose the port. */
    public static final int ANY_PORT = 0;

    private static final int NODE_ID = 1;
    // Fixed: a kept folder refuses to start under another cluster id.
    private static final String CLUSTER_ID = "bG9uZWtleS1lbWJlZGRlZA";
    private static final String HOST = "127.0.0.1";

    private final Optional<TemporaryFolder> ownFolder;
    private final Path folder;
    private final int port;
    private final Map<String, String> properties;
    private Optional<KafkaRaftServer> server = Optional.empty();

    private EmbeddedBroker(Optional<TemporaryFolder> ownFolder, Path folder, int port, Map<String, String> extra) {
        this.ownFolder = ownFolder;
        this.folder = folder;
        this.port = port == ANY_PORT ? freePortBut(ANY_PORT) : port;
        this.properties = properties(extra);
    }

    /**
     * A broker that keeps its topics in a folder, for the next start.
     *
     * @param port of the broker, or {@link #ANY_PORT}
     * @param extra broker properties that overrule the usual ones
     */
    public static EmbeddedBroker in(Path folder, int port, Map<String, String> extra) {
        return new EmbeddedBroker(Optional.empty(), folder, port, extra);
    }

    /** A broker whose topics are gone when it is closed; see {@link #in}. */
    public static EmbeddedBroker temporary(int port, Map<String, String> extra) {
        var folder = new TemporaryFolder();
        var all = new HashMap<>(PASSING);
        all.putAll(extra);
        return new EmbeddedBroker(Optional.of(folder), folder.path(), port, all);
    }

    /** Where clients find it; known before it starts. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /**
     * Starts, and returns when clients are served.
     *
     * @throws Failure if the port is in use
     */
    public void start() {
        requireFree(port);
        try {
            format();
            var starting = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
            server = Optional.of(starting);
            starting.startup();
        } catch (RuntimeException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new IllegalStateException("the embedded broker did not start", fault);
        }
    }

    /** Writes the metadata that a log folder begins with, unless it is there already. */
    private void format() throws Exception {
        var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Formatter()
                .setNodeId(NODE_ID)
                .setClusterId(CLUSTER_ID)
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true)
                .setPrintStream(silence)
                .run();
    }

    @Override
    public void close() {
        server.ifPresent(running -> {
            running.shutdown();
            running.awaitShutdown();
        });
        server = Optional.empty();
        ownFolder.ifPresent(TemporaryFolder::close);
    }

    private Map<String, String> properties(Map<String, String> extra) {
        var controllerPort = freePortBut(port);
        var all = new HashMap<String, String>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE_ID));
        all.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + HOST + ":" + controllerPort);
        all.put("log.dir", folder.toString());
        all.put("auto.create.topics.enable", "false");
        all.putAll(ALONE);
        all.putAll(QUICK);
        all.putAll(extra);
        return Map.copyOf(all);
    }

    /** There is one broker, so there is one copy of everything. */
    private static final Map<String, String> ALONE = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1");

    /** Nobody else joins, so groups need not wait for more members, and little memory has to do. */
    private static final Map<String, String> QUICK = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "group.streams.initial.rebalance.delay.ms", "0",
            "group.streams.min.heartbeat.interval.ms", "500",
            "group.streams.heartbeat.interval.ms", "500",
            "group.streams.assignment.interval.ms", "0",
            "log.cleaner.dedupe.buffer.size", "2097152");

    /**
     * Of a broker whose topics nobody will see again: it need not hand over before it stops, and nobody looks at it through JMX.
     * A member of a group learns with its next heartbeat, and only then, that its topics are made and what it is to work on.
     */
    private static final Map<String, String> PASSING = Map.of(
            "controlled.shutdown.enable", "false",
            "group.streams.min.heartbeat.interval.ms", "100",
            "group.streams.heartbeat.interval.ms", "100",
            "metric.reporters", "");

    /**
     * A port that was free a moment ago, and another than the one that is taken for something else: the system may name the same
     * twice. Port 0 does not do, since the voters must name the controller's port.
     */
    private static int freePortBut(int taken) {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort() == taken ? freePortBut(taken) : probe.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private static void requireFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true); // as the broker does: a port just left is free again
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException inUse) {
            throw new Failure(
                    "port " + port + " is in use; stop what listens there, or choose another with --port", inUse);
        }
    }
}
