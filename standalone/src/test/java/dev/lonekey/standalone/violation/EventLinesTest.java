package dev.lonekey.standalone.violation;

import static dev.lonekey.standalone.violation.Violations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.standalone.terminal.Palette;
import org.junit.jupiter.api.Test;

class EventLinesTest {

    @Test
    void opened_isToldWithKeysAndCommands() {
        // When
        var lines = new EventLines(Palette.NONE).of(Violations.opened("a", Severity.MEDIUM), NOW);
        // Then
        assertThat(lines.get(0))
                .isEqualTo(
                        "OPENED MEDIUM alice of account 111122223333 (production): IAM user has more than one active access key");
        assertThat(lines).anyMatch(line -> line.startsWith("      aws iam update-access-key"));
    }

    @Test
    void resolved_isToldWithItsReason() {
        // When
        var lines = new EventLines(Palette.NONE).of(Violations.resolved("a", 2, Resolution.KEY_DELETED), NOW);
        // Then
        assertThat(lines)
                .containsExactly(
                        "RESOLVED alice of account 111122223333 (production): IAM user has more than one active access key (key deleted)");
    }
}
