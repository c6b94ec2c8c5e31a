package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;

/** A broker that can be stopped, paused, and run out of disk, and comes back at the same address with what it kept. */
final class OwnKafka implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KAFKA_PORT = 9092;
    private static final String DATA = "/lonekey-data";
    private static final String BALLAST = DATA + "/ballast";

    /** What Testcontainers runs would format the disk each time. */
    private static final String COMMAND = """
            while [ ! -f /tmp/testcontainers_start.sh ]; do sleep 0.1; done
            if [ -f %s/meta.properties ]
            then exec java -Xmx512m -cp '/opt/kafka/libs/*' kafka.Kafka /opt/kafka/config/server.properties
            fi
            exec sh /tmp/testcontainers_start.sh
            """.formatted(DATA);

    private final DockerClient docker = DockerClientFactory.instance().client();
    private final String volume = "lonekey-" + UUID.randomUUID();
    private final GenericContainer<?> disk;
    private final KafkaContainer kafka;

    /**
     * Starts it.
     *
     * @param megabytes of its disk
     */
    OwnKafka(int megabytes) throws IOException {
        docker.createVolumeCmd()
                .withName(volume)
                .withDriver("local")
                .withDriverOpts(
                        Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=%dm,mode=1777".formatted(megabytes)))
                .exec();
        // Keeps the disk while the broker is away.
        disk = new GenericContainer<>("alpine:3.17")
                .withCommand("sleep", "7200")
                .withCreateContainerCmdModifier(
                        create -> create.getHostConfig().withBinds(new Bind(volume, new Volume(DATA))));
        disk.start();
        var port = freePort();
        kafka = new KafkaContainer("apache/kafka:4.3.1")
                .withCommand("sh", "-c", COMMAND)
                .withEnv("KAFKA_LOG_DIRS", DATA)
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1")
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withBinds(new Bind(volume, new Volume(DATA)))
                        .withPortBindings(new PortBinding(Ports.Binding.bindPort(port), ExposedPort.tcp(KAFKA_PORT))));
        kafka.start();
    }

    String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    void stop() {
        docker.stopContainerCmd(kafka.getContainerId()).withTimeout(5).exec();
    }

    void start() {
        docker.startContainerCmd(kafka.getContainerId()).exec();
    }

    void pause() {
        docker.pauseContainerCmd(kafka.getContainerId()).exec();
    }

    void unpause() {
        docker.unpauseContainerCmd(kafka.getContainerId()).exec();
    }

    /** Leaves nothing free on its disk, as somebody else's file would. */
    void fillDisk() throws Exception {
        var filled = inDisk("cat /dev/zero > " + BALLAST);
        assertThat(filled.getStderr()).contains("No space left");
    }

    void freeDisk() throws Exception {
        inDisk(": > " + BALLAST);
    }

    /** With what the smallest of images has. */
    private Container.ExecResult inDisk(String command) throws Exception {
        return disk.execInContainer("sh", "-c", command);
    }

    void awaitEnd() {
        await("the broker to stop for want of disk").atMost(PATIENCE).until(() -> !isRunning());
    }

    private boolean isRunning() {
        return Boolean.TRUE.equals(docker.inspectContainerCmd(kafka.getContainerId())
                .exec()
                .getState()
                .getRunning());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        List.of(kafka, disk).forEach(GenericContainer::close);
        docker.removeVolumeCmd(volume).exec();
    }
}
