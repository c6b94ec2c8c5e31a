package dev.lonekey.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.archive.ArchiveProgress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void summary_countsEverything() {
        // Given
        var archive = new ArchiveProgress(55, 55, 1_000, 1_000, 2_900, 12, 1, 1);
        // When
        var lines = new Summary(archive, 4, 3, 2, 1, 3, Duration.ofMillis(6_240)).lines();
        // Then
        assertThat(lines)
                .containsExactly(
                        "55 files: 2,900 records read, 12 of interest, in 1 account with 4 principals",
                        "3 violations opened: 2 open at the end, 1 resolved; 3 records rejected",
                        "6.2 seconds");
    }
}
