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
        var five = inHand.add(PARTITION, 5);
        var seven = inHand.add(PARTITION, 7);
        var nine = inHand.add(PARTITION, 9);
        // When
        seven.run();
        // Then
        assertThat(inHand.safe(PARTITION, 10)).isEqualTo(5);
        five.run();
        assertThat(inHand.safe(PARTITION, 10)).isEqualTo(9);
        nine.run();
        assertThat(inHand.safe(PARTITION, 10)).isEqualTo(10);
    }

    @Test
    void lostPartition_isForgotten() {
        // Given
        var five = inHand.add(PARTITION, 5);
        // When
        inHand.forget(PARTITION);
        five.run();
        // Then
        assertThat(inHand.safe(PARTITION, 8)).isEqualTo(8);
    }

    @Test
    void whatIsDoneOfBeforeAPartitionWasLost_isNotDoneOfWhatIsHeardAgain() {
        // Given
        var before = inHand.add(PARTITION, 5);
        inHand.forget(PARTITION);
        var again = inHand.add(PARTITION, 5);
        // When
        before.run();
        // Then
        assertThat(inHand.safe(PARTITION, 8)).isEqualTo(5);
        again.run();
        assertThat(inHand.safe(PARTITION, 8)).isEqualTo(8);
    }
}
