package dev.lonekey.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacedPublisherTest {

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Publisher publisher = new Publisher(Topics.EMBEDDED, producer);

    /** How much was published whenever it waited. */
    private final List<Integer> published = new ArrayList<>();

    private long now;

    @Test
    void largeBatch_isSpreadEvenly() throws InterruptedException {
        // When
        paced(100).publish(new Batch(records(500), List.of()));
        // Then
        assertThat(producer.history()).hasSize(500);
        assertThat(Duration.ofNanos(now)).isBetween(Duration.ofMillis(4_900), Duration.ofMillis(5_000));
        for (var wait = 1; wait < published.size(); wait++) {
            assertThat(published.get(wait) - published.get(wait - 1)).isLessThanOrEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void everyPace_isKept(int perSecond) throws InterruptedException {
        // Given
        var atOnce = Math.max(1, perSecond / 20);
        // When
        paced(perSecond).publish(new Batch(records(3 * perSecond), List.of()));
        // Then
        assertThat(producer.history()).hasSize(3 * perSecond);
        assertThat(now / 1e9).isCloseTo((3.0 * perSecond - atOnce) / perSecond, within(0.001));
    }

    @Test
    void paceBeyondAllMeasure_isNoPace() throws InterruptedException {
        // When
        paced(Integer.MAX_VALUE).publish(new Batch(records(10), List.of()));
        // Then
        assertThat(producer.history()).hasSize(10);
        assertThat(now).isZero();
    }

    @Test
    void deadLetters_countAsWell_andNothingIsLost() throws InterruptedException {
        // Given
        var letter = new DeadLetter(
                new RejectedException(RejectReason.UNREADABLE, "no JSON"), Origin.ofSource("a file"), new byte[1]);
        // When
        paced(100).publish(new Batch(records(3), Collections.nCopies(97, letter)));
        // Then
        assertThat(publisher.published()).isEqualTo(3);
        assertThat(publisher.rejected()).isEqualTo(97);
        assertThat(Duration.ofNanos(now)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_000));
    }

    @Test
    void gate_isAskedBeforeEachLot() throws InterruptedException {
        // Given
        var before = new ArrayList<Integer>();
        var paced = paced(100, () -> before.add(producer.history().size()));
        // When
        paced.publish(new Batch(records(12), List.of()));
        // Then
        assertThat(before).containsExactly(0, 5, 10);
    }

    private PacedPublisher paced(int perSecond) {
        return paced(perSecond, () -> {});
    }

    private PacedPublisher paced(int perSecond, PacedPublisher.Gate gate) {
        var time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return now;
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        return new PacedPublisher(publisher, perSecond, gate, time, nanos -> {
            published.add(producer.history().size());
            now += nanos;
        });
    }

    private static List<SourceRecord> records(int number) {
        return Collections.nCopies(number, new SourceRecord("111122223333", new byte[1]));
    }
}
