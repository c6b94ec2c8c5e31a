package dev.lonekey.standalone.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.topic.Topic;
import java.io.IOException;
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

    private static final int STREAMS = 40;

    private final List<Socket> streams = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;

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
            socket.setReceiveBufferSize(1024);
            socket.connect(new java.net.InetSocketAddress(page.getHost(), page.getPort()));
            socket.getOutputStream()
                    .write("GET /api/stream HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\n\r\n"
                            .formatted(page.getHost(), page.getPort())
                            .getBytes(UTF_8));
            streams.add(socket);
        }
    }

    /** How many streams are open and not read. */
    int count() {
        return streams.size();
    }

    @Override
    public void close() throws IOException {
        for (var stream : streams) {
            stream.close();
        }
        consumer.close();
    }
}
