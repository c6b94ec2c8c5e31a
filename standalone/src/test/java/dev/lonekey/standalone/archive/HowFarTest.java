package dev.lonekey.standalone.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.archive.ArchiveProgress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HowFarTest {

    @Test
    void progress_saysHowMuchIsLeft() {
        // Given
        var halfWay = new ArchiveProgress(10, 20, 500, 1_000, 40_000, 12, 0, 1);
        // When, Then
        assertThat(HowFar.text(halfWay, Duration.ofSeconds(4), "waiting"))
                .isEqualTo("10 of 20 files, 40,000 records, 10,000 a second, about 4 seconds left");
    }

    @Test
    void progressOfStandardInput_doesNotGuess() {
        // Given
        var unknown = new ArchiveProgress(0, 1, 500, 0, 100, 12, 0, 1);
        // When, Then
        assertThat(HowFar.text(unknown, Duration.ofSeconds(1), "waiting"))
                .isEqualTo("0 of 1 file, 100 records, 100 a second");
    }

    @Test
    void allRead_saysWhatIsDoneThen() {
        // Given
        var all = new ArchiveProgress(20, 20, 1_000, 1_000, 40_000, 12, 0, 1);
        // When, Then
        assertThat(HowFar.text(all, Duration.ofSeconds(4), "waiting"))
                .isEqualTo("20 of 20 files, 40,000 records, waiting");
    }
}
