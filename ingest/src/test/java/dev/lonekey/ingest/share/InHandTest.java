package dev.lonekey.ingest.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InHandTest {

    private static final TopicPartition PARTITION = new TopicPartition("lonekey.cloudtrail", 3);

    private final InHand inHand = new InHand();

    @Test
    void oldestThatIsNotDone_isWhereAnotherGoesOn() {
        // Given
        inHand.add(PARTITION, 5);
        inHand.add(PARTITION, 7);
        inHand.add(PARTITION, 9);
        // When
        inHand.done(PARTITION, 7);
        // Then
        assertThat(inHand.safe(PARTITION, 10)).isEqualTo(5);
        inHand.done(PARTITION, 5);
        assertThat(inHand.safe(PARTITION, 10)).isEqualTo(9);
        inHand.done(PARTITION, 9);
        assertThat(inHand.safe(PARTITION, 10)).isEqualTo(10);
    }

    @Test
    void lostPartition_isForgotten() {
        // Given
        inHand.add(PARTITION, 5);
        // When
        inHand.forget(PARTITION);
        inHand.done(PARTITION, 5);
        // Then
        assertThat(inHand.safe(PARTITION, 8)).isEqualTo(8);
    }
}
