package dev.lonekey.detector.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.fact.Showing;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Completed.Run;
import dev.lonekey.detector.history.Completed.Snapshot;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Listings that stand in completed snapshots are named by these. */
class ShowingsTest {

    private final Completed completed = new Completed();
    private final Showings showings = new Showings();

    @Test
    void equalListingsInSnapshotsInARow_areOneRun() {
        // Given
        complete(1, 2, 3);
        // When
        add(3, 1, 2);
        // Then
        assertThat(showings.runs()).containsExactly(new Run(0, 2, 1));
        assertThat(showings.singles()).isEmpty();
        assertThat(showings.all(completed)).containsExactly(showing(1), showing(2), showing(3));
        assertThat(showings.ends(completed)).containsExactly(showing(1), showing(3));
        assertThat(showings.newest(completed)).contains(showing(3));
    }

    @Test
    void snapshotInBetweenThatShowsAnother_splitsTheRun() {
        // Given
        complete(1, 2, 3);
        // When
        add(1, 3);
        // Then
        assertThat(showings.runs()).containsExactly(new Run(0, 0, 1), new Run(2, 2, 1));
    }

    @Test
    void snapshotThatIsNotCompleted_staysSingle() {
        // Given
        complete(1);
        // When
        add(1, 2);
        // Then
        assertThat(showings.runs()).containsExactly(new Run(0, 0, 1));
        assertThat(showings.singles()).containsExactly(showing(2));
        assertThat(showings.all(completed)).containsExactly(showing(1), showing(2));
        assertThat(showings.newest(completed)).contains(showing(2));
    }

    @Test
    void placeWithinARun_isKnown() {
        // Given
        complete(1, 2);
        add(1, 2);
        // When
        var isNew = showings.add(showing(2), completed);
        // Then
        assertThat(isNew).isFalse();
        assertThat(showings.singles()).isEmpty();
        assertThat(showings.add(showing(3), completed)).isTrue();
        assertThat(showings.add(showing(3), completed)).isFalse();
    }

    @Test
    void partOfAnotherSpanThanWasCompleted_isAnotherPlace() {
        // Given
        complete(1);
        add(1);
        // When
        var other = new Showing(new Span(at(100), at(140)), 1, 1);
        // Then
        assertThat(showings.add(other, completed)).isTrue();
    }

    @Test
    void placesOfAnother_areTakenOverOnce() {
        // Given
        complete(1, 2, 3);
        add(1, 2);
        var other = new Showings();
        other.restore(new Run(1, 2, 1));
        other.restore(showing(4));
        // When
        showings.absorb(other, completed);
        // Then
        assertThat(showings.runs()).containsExactly(new Run(0, 2, 1));
        assertThat(showings.singles()).containsExactly(showing(4));
    }

    @Test
    void placesFromBeforeTheFinalTime_stayAsTheyAre() {
        // Given
        complete(1, 2);
        showings.restore(showing(1));
        showings.restore(showing(2));
        // When
        showings.settle(completed, at(200));
        // Then
        assertThat(showings.singles()).containsExactly(showing(1));
        assertThat(showings.runs()).containsExactly(new Run(1, 1, 1));
    }

    @Test
    void forgottenSnapshot_isNoLongerShownAndKeepsItsPlace() {
        // Given
        complete(1, 2);
        add(1, 2);
        // When
        var isForgotten = completed.forgetBefore(at(132));
        // Then
        assertThat(isForgotten).isTrue();
        assertThat(completed.forgetBefore(at(132))).isFalse();
        assertThat(completed.contains(1)).isFalse();
        assertThat(completed.contains(2)).isTrue();
        assertThat(showings.all(completed)).containsExactly(showing(2));
        assertThat(completed.nextPlace()).isEqualTo(2);
    }

    @Test
    void completedSnapshots_tellWhenTheyBegan() {
        // Given
        complete(2, 1);
        // Then
        assertThat(completed.oldestAsOf()).contains(at(100));
        assertThat(completed.newestAsOf()).contains(at(200));
        assertThat(completed.isAnyBefore(at(100))).isFalse();
        assertThat(completed.isAnyBefore(at(101))).isTrue();
        assertThat(completed.isAnyAfter(at(200))).isFalse();
        assertThat(completed.isAnyAfter(at(199))).isTrue();
    }

    private void complete(int... numbers) {
        for (var number : numbers) {
            completed.add(new Snapshot(number, span(number), new TreeMap<>(Map.of(1, span(number)))));
        }
    }

    private void add(int... numbers) {
        for (var number : numbers) {
            showings.add(showing(number), completed);
        }
        showings.settle(completed, Instant.EPOCH);
    }

    private static Showing showing(int number) {
        return new Showing(span(number), number, 1);
    }

    private static Span span(int number) {
        return new Span(at(100L * number), at(100L * number + 31));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
