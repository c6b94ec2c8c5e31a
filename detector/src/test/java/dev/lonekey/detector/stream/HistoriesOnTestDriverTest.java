package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.detector.Findings;
import dev.lonekey.detector.oracle.Disorder;
import dev.lonekey.detector.oracle.ExpectedViolation;
import dev.lonekey.detector.oracle.Input;
import dev.lonekey.detector.oracle.RandomHistory;
import dev.lonekey.detector.policy.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random true histories through the whole topology: in any order, doubled, and with restarts in between. */
class HistoriesOnTestDriverTest {

    private static final long HISTORIES = Math.min(200, Long.getLong("lonekey.histories", 200));
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void historiesWithRestarts_endInTheSameViolations() throws RejectedException {
        var only = Optional.ofNullable(Long.getLong("lonekey.seed"));
        for (var seed = only.orElse(0L); seed <= only.orElse(HISTORIES - 1); seed++) {
            // Given
            var history = RandomHistory.of(seed);
            var inputs = Disorder.shuffled(history.inputs(), seed);
            try (var detector =
                    new DetectorOnTestDriver(folder.resolve(Long.toString(seed)), Policy.WITHOUT_HORIZON, NOW)) {
                // When
                for (var told = 0; told < inputs.size(); told++) {
                    tell(detector, inputs.get(told));
                    if (told == inputs.size() / 3 || told == 2 * inputs.size() / 3) {
                        detector.restart();
                    }
                }
                // Then
                assertThat(found(detector))
                        .as("seed " + seed + "\n" + history.describe())
                        .isEqualTo(history.expected());
            }
        }
    }

    private static void tell(DetectorOnTestDriver detector, Input input) throws RejectedException {
        if (input.kind() == Input.Kind.SNAPSHOT) {
            detector.tell(SnapshotPart.parse(input.json()));
        } else {
            detector.tell(CloudTrailRecord.parse(input.json()).account(), input.json());
        }
    }

    private static Set<ExpectedViolation> found(DetectorOnTestDriver detector) {
        return Findings.of(
                detector.current().values().stream().flatMap(Optional::stream).toList());
    }
}
