package dev.lonekey.standalone.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.topic.Topic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Readers of violations that begin to read, and then stop: of the topic one, of the page's stream of changes many. */
final class SlowReaders implements AutoCloseable {

    static final int STREAMS = 40;

    private static final String ACCEPTED = "HTTP/1.1 200";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Socket> streams = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private int accepted;

    SlowReaders(LoadBroker broker, URI page) throws IOException {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers,
                        "group.id", "slow-reader",
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(broker.topics.name(Topic.VIOLATIONS)));
        consumer.poll(Duration.ofSeconds(1));
        for (var stream = 0; stream < STREAMS; stream++) {
            var socket = new Socket();
            streams.add(socket);
            socket.setReceiveBufferSize(1024);
            socket.connect(new InetSocketAddress(page.getHost(), page.getPort()));
            socket.getOutputStream()
                    .write("GET /api/stream HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\n\r\n"
                            .formatted(page.getHost(), page.getPort())
                            .getBytes(UTF_8));
            readStatus(socket);
        }
    }

    /** Nothing but the beginning of the status line, so that all that follows stays unread. */
    private void readStatus(Socket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        var status = new String(socket.getInputStream().readNBytes(ACCEPTED.length()), US_ASCII);
        if (status.equals(ACCEPTED)) {
            accepted++;
        }
    }

    /** How many streams were opened with status 200, and are not read since. */
    int count() {
        return accepted;
    }

    @Override
    public void close() throws IOException {
        for (var stream : streams) {
            stream.close();
        }
        consumer.close();
    }
}
