package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.START;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lonekey.contract.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ClockDifferenceTest {

    private static final String VIOLATIONS = "lonekey.violations";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ClockDifference difference =
            new ClockDifference(new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1), () -> now(), meters);
    private Instant here = START;

    private Instant now() {
        return here;
    }

    @BeforeEach
    void listen() {
        log.start();
        registry().addAppender(log);
        registry().setLevel(Level.WARN);
        logger().addAppender(log);
        logger().setLevel(Level.WARN);
        logger().setAdditive(false);
    }

    @AfterEach
    void stop() {
        registry().detachAppender(log);
        registry().setLevel(null);
        logger().detachAppender(log);
        logger().setLevel(null);
        logger().setAdditive(true);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ClockDifference.class);
    }

    /** It would warn of a gauge that is registered again. */
    private static Logger registry() {
        return (Logger) LoggerFactory.getLogger("io.micrometer");
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private double shown() {
        return meters.get("lonekey.detector.clock.difference.seconds").gauge().value();
    }

    @ParameterizedTest
    @CsvSource({"0", "-60000", "60000", "350"})
    void upToAMinuteApart_isShownAndNotSaid(long ahead) {
        // When
        difference.appended(VIOLATIONS, START.minusMillis(ahead));
        // Then
        assertThat(shown()).isEqualTo(ahead / 1_000.0);
        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT-2H, 7200 seconds behind that of the brokers; set both right",
        "PT2H, 7200 seconds ahead of that of the brokers; set both right",
        "P-36500D, 3153600000 seconds behind that",
        "P36500D, 3153600000 seconds ahead of that"
    })
    void moreApart_isSaidWithTheMend(Duration ahead, String said) {
        // When
        difference.appended(VIOLATIONS, START.minus(ahead));
        // Then
        assertThat(shown()).isEqualTo((double) ahead.toSeconds());
        assertThat(lines()).singleElement().asString().contains(said);
    }

    @Test
    void staysApart_isSaidOnceAnHour() {
        for (var minutes = 0; minutes < 150; minutes++) {
            // When
            here = START.plus(Duration.ofMinutes(minutes));
            difference.appended(VIOLATIONS, here.plusSeconds(4_000));
        }
        // Then
        assertThat(lines()).hasSize(3);
    }

    @Test
    void setRightAndApartAgain_isSaidAgain() {
        // Given
        difference.appended(VIOLATIONS, START.plusSeconds(4_000));
        difference.appended(VIOLATIONS, START);
        assertThat(shown()).isZero();
        // When
        difference.appended(VIOLATIONS, START.minusSeconds(61));
        // Then
        assertThat(lines()).hasSize(2);
    }

    @Test
    void topicThatMayBearOurOwnTimes_tellsNothing() {
        // When
        difference.appended("lonekey.detector-key-histories-changelog", START.minusSeconds(4_000));
        // Then
        assertThat(meters.getMeters()).isEmpty();
        assertThat(lines()).isEmpty();
    }

    @Test
    void producerOfStreams_tells() {
        // Given
        var producer = new StreamsConfig(settings(Map.of())).getProducerConfigs("client");
        var interceptor = new AppendTimes();
        interceptor.configure(producer);
        var appended = new RecordMetadata(
                new TopicPartition(VIOLATIONS, 0), 17, 0, START.plusSeconds(5).toEpochMilli(), 3, 3);
        // When
        interceptor.onAcknowledgement(appended, null);
        interceptor.onAcknowledgement(
                new RecordMetadata(new TopicPartition(VIOLATIONS, 0), -1, 0, -1, 0, 0),
                new IllegalStateException("refused"));
        // Then
        assertThat(producer).containsEntry("interceptor.classes", AppendTimes.class.getName());
        assertThat(shown()).isEqualTo(-5);
    }

    @ParameterizedTest
    @CsvSource({"interceptor.classes", "producer.interceptor.classes"})
    void interceptorsOfTheUser_areKept(String setting) {
        // When
        var producer = new StreamsConfig(settings(Map.of(setting, "com.example.Theirs"))).getProducerConfigs("client");
        // Then
        assertThat(producer).containsEntry("interceptor.classes", "com.example.Theirs," + AppendTimes.class.getName());
    }

    private Properties settings(Map<String, String> users) {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        settings.putAll(users);
        return AppendTimes.heard(settings, difference);
    }
}
