package dev.lonekey.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryCheckpointTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void checkpoint_isReadAsItWasWritten() throws IOException {
        // Given
        var checkpoint = HistoryCheckpoint.START.reached(NOON, Map.of("a", second(NOON)));
        // When
        var json = Json.MAPPER.writeValueAsString(checkpoint);
        // Then
        assertThat(json).isEqualTo("{\"until\":\"2026-11-01T12:00:00Z\",\"seen\":{\"a\":1793534400}}");
        assertThat(Json.MAPPER.readValue(json, HistoryCheckpoint.class)).isEqualTo(checkpoint);
        assertThat(Json.MAPPER.readValue("{}", HistoryCheckpoint.class)).isEqualTo(HistoryCheckpoint.START);
    }

    @Test
    void eventsAreRemembered_asLongAsTheyAreReadAgain() {
        // Given
        var before = HistoryCheckpoint.START.reached(
                NOON, Map.of("too old", second(NOON.minusSeconds(1_801)), "old", second(NOON.minusSeconds(1_800))));
        // When
        var after = before.reached(NOON.plusSeconds(1), Map.of("new", second(NOON)));
        // Then
        assertThat(before.seen()).containsOnlyKeys("old");
        assertThat(after.seen()).containsOnlyKeys("new");
        assertThat(after.until()).contains(NOON.plusSeconds(1));
    }

    @Test
    void readingAgain_doesNotGoBack() {
        // Given
        var before = HistoryCheckpoint.START.reached(NOON, Map.of());
        // When
        var after = before.reached(NOON.minusSeconds(60), Map.of("late", second(NOON.minusSeconds(90))));
        // Then
        assertThat(after.until()).contains(NOON);
        assertThat(after.seen()).containsOnlyKeys("late");
    }

    @Test
    void crowd_isForgottenFromItsOldestOn() throws IOException {
        // Given
        var crowd = IntStream.range(0, 20_000)
                .boxed()
                .collect(Collectors.toMap(
                        "00000000-0000-0000-0000-%012d"::formatted, number -> second(NOON) - number / 20));
        // When
        var checkpoint = HistoryCheckpoint.START.reached(NOON, crowd);
        // Then
        assertThat(checkpoint.seen()).hasSize(10_000).containsValue(second(NOON));
        assertThat(checkpoint.seen().values()).allMatch(at -> at > second(NOON) - 500);
        assertThat(Json.MAPPER.writeValueAsBytes(checkpoint)).hasSizeLessThan(600_000);
    }

    private static Long second(Instant time) {
        return time.getEpochSecond();
    }
}
