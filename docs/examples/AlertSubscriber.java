import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints each violation as it is opened. Takes the brokers, as HOST:PORT, and the name of its consumer group. */
public class AlertSubscriber {

    public static void main(String[] arguments) throws Exception {
        var settings = new Properties();
        settings.put("bootstrap.servers", arguments[0]);
        settings.put("group.id", arguments[1]);
        settings.put("isolation.level", "read_committed"); // or you are told of what was never published
        settings.put("enable.auto.commit", "false"); // committed below, once it was dealt with
        settings.put("auto.offset.reset", "earliest"); // the first time: with what was published before, for up to 90 days

        var json = new ObjectMapper();
        var seen = new HashSet<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("lonekey.violations"));
            while (true) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    var event = json.readTree(record.value());
                    if (seen.add(event.get("eventId").asText())
                            && event.get("type").asText().equals("OPENED")
                            && event.get("discovery").asText().equals("LIVE")
                            && !event.has("exception")) {
                        System.out.printf("%s %s%n", event.get("eventId").asText(), event.get("severity").asText());
                    }
                }
                consumer.commitSync();
            }
        }
    }
}
