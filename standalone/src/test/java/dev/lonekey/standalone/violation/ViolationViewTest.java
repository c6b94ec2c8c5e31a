package dev.lonekey.standalone.violation;

import static dev.lonekey.standalone.violation.Violations.opened;
import static dev.lonekey.standalone.violation.Violations.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import org.junit.jupiter.api.Test;

class ViolationViewTest {

    private final ViolationView view = new ViolationView();

    @Test
    void openViolations_areListedWorstFirst() {
        // Given
        view.add(opened("a", Severity.MEDIUM));
        view.add(opened("b", Severity.CRITICAL));
        view.add(opened("c", Severity.HIGH));
        // When, Then
        assertThat(view.open()).extracting(ViolationEvent::violationId).containsExactly("b", "c", "a");
        assertThat(view.resolved()).isEmpty();
    }

    @Test
    void eventsOutOfOrderAndTwice_addUpToTheNewestRevision() {
        // Given
        view.add(resolved("a", 2, Resolution.KEY_DELETED));
        view.add(opened("a", Severity.MEDIUM));
        view.add(resolved("a", 2, Resolution.KEY_DELETED));
        // When, Then
        assertThat(view.open()).isEmpty();
        assertThat(view.resolved()).extracting(ViolationEvent::revision).containsExactly(2);
    }

    @Test
    void retractedViolation_neverWas() {
        // Given
        view.add(opened("a", Severity.MEDIUM));
        view.add(resolved("a", 2, Resolution.RETRACTED));
        // When, Then
        assertThat(view.open()).isEmpty();
        assertThat(view.resolved()).isEmpty();
    }
}
