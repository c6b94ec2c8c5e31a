package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceStatusTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, less than a minute",
        "PT59S, less than a minute",
        "PT1M30S, 1 minute",
        "PT1H59M, 119 minutes",
        "PT2H, 2 hours",
        "PT47H, 47 hours",
        "PT2160H, 90 days"
    })
    void age_isInTheUnitThatFits(Duration behind, String words) {
        // When
        var status = SourceStatus.of(Optional.empty(), 12, 0, 0, Optional.of(behind));
        // Then
        assertThat(status.summary()).isEqualTo("reads 12 accounts, the furthest behind by " + words);
    }

    @Test
    void nothingReadYet_hasNoAge() {
        // When
        var status = SourceStatus.of(Optional.empty(), 12, 0, 12, Optional.empty());
        // Then
        assertThat(status.summary()).isEqualTo("reads 12 accounts, 12 not read to an end yet");
    }
}
