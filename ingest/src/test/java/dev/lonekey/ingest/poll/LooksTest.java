package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LooksTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Concern ALICE = new Concern(Optional.of("alice"));
    private static final Concern ALICE_IN_CAPITALS = new Concern(Optional.of("ALICE"));
    private static final Concern ROOT = new Concern(Optional.empty());

    private final Looks looks = new Looks();
    private final ArrayList<String> done = new ArrayList<>();

    @Test
    void whoIsNotDue_waits() {
        // Given
        looks.add(ALICE, NOW.plusSeconds(1), () -> done.add("alice"));
        looks.add(ROOT, NOW, () -> done.add("root"));
        // When
        var due = looks.take(NOW);
        due.finished();
        // Then
        assertThat(due.users()).isEmpty();
        assertThat(due.root()).isTrue();
        assertThat(done).containsExactly("root");
        assertThat(looks.size()).isEqualTo(1);
    }

    @Test
    void twoEventsAboutOneUser_areOneLookAfterTheLater() {
        // Given
        looks.add(ALICE, NOW, () -> done.add("first"));
        looks.add(ALICE_IN_CAPITALS, NOW.plusSeconds(5), () -> done.add("second"));
        // When
        var early = looks.take(NOW.plusSeconds(4));
        var late = looks.take(NOW.plusSeconds(5));
        late.finished();
        // Then
        assertThat(early.isNothing()).isTrue();
        assertThat(late.users()).containsExactly("ALICE");
        assertThat(done).containsExactly("first", "second");
        assertThat(looks.take(NOW.plusSeconds(60)).isNothing()).isTrue();
    }

    @Test
    void eventsThatNeverEnd_doNotDelayForEver() {
        // Given
        for (var second = 0; second < 100; second++) {
            looks.add(ALICE, NOW.plusSeconds(second), () -> {});
        }
        // When, Then
        assertThat(looks.take(NOW.plusSeconds(29)).isNothing()).isTrue();
        assertThat(looks.take(NOW.plusSeconds(30)).users()).containsExactly("alice");
    }

    @Test
    void eventsThatALookCannotTellOfYet_areLookedAtLater() {
        // Given
        for (var second = 0; second <= 40; second++) {
            var text = "second " + second;
            looks.add(ALICE, NOW.plusSeconds(second), () -> done.add(text));
        }
        // When
        looks.take(NOW.plusSeconds(30)).finished();
        // Then
        assertThat(done).hasSize(31).contains("second 30").doesNotContain("second 31");
        // When
        var rest = looks.take(NOW.plusSeconds(40));
        rest.finished();
        // Then
        assertThat(rest.users()).containsExactly("alice");
        assertThat(done).hasSize(41);
        assertThat(looks.size()).isZero();
    }
}
