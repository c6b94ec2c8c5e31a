package dev.lonekey.detector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Change;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.detector.config.WebhookSettings.Told;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WantedTest {

    private static final Wanted USUAL =
            new Wanted(Severity.LOW, List.of(), List.of(), Set.of(Told.OPENED, Told.RESOLVED), Set.of(Discovery.LIVE));

    @Test
    void nothingSet_tellsWhatIsAlarmingAndItsEnd() {
        assertThat(tells(USUAL, Events.OPENED)).isTrue();
        assertThat(tells(USUAL, Events.OPENED.resolved())).isTrue();
        assertThat(tells(USUAL, Events.OPENED.discovery(Discovery.BASELINE))).isFalse();
        assertThat(tells(USUAL, Events.OPENED.discovery(Discovery.LATE).resolved()))
                .isFalse();
    }

    @Test
    void updateThatMayAlarm_countsAsOpened() {
        assertThat(tells(USUAL, Events.OPENED.updated(Change.SEVERITY))).isTrue();
        assertThat(tells(USUAL, Events.OPENED.updated(Change.KEYS, Change.REOPENED)))
                .isTrue();
        assertThat(tells(USUAL, Events.OPENED.updated(Change.KEYS, Change.START, Change.NAME)))
                .isFalse();
    }

    @Test
    void updatesOnly_leaveOutWhatCountsAsOpened() {
        // Given
        var updates = new Wanted(Severity.LOW, List.of(), List.of(), Set.of(Told.UPDATED), Set.of(Discovery.LIVE));
        // When, Then
        assertThat(tells(updates, Events.OPENED.updated(Change.KEYS))).isTrue();
        assertThat(tells(updates, Events.OPENED.updated(Change.SEVERITY))).isFalse();
        assertThat(tells(updates, Events.OPENED)).isFalse();
    }

    @Test
    void exception_isToldWhenItBeginsAndEnds_andSilencesInBetween() {
        assertThat(tells(USUAL, Events.OPENED.putUpWith())).isFalse();
        assertThat(tells(USUAL, Events.OPENED.updated(Change.SEVERITY).putUpWith()))
                .isFalse();
        assertThat(tells(USUAL, Events.OPENED.putUpWith().resolved())).isFalse();
        assertThat(tells(USUAL, Events.OPENED.updated(Change.EXCEPTION).putUpWith()))
                .isTrue();
        assertThat(tells(USUAL, Events.OPENED.updated(Change.EXCEPTION))).isTrue();
    }

    @Test
    void severityAccountsAndRules_leaveOutTheRest() {
        // Given
        var high = wanted(Severity.HIGH, List.of(), List.of());
        var some = wanted(Severity.LOW, List.of("1111*", "444455556666"), List.of());
        var root = wanted(Severity.LOW, List.of(), List.of("root-access-key-present"));
        // When, Then
        assertThat(tells(high, Events.OPENED)).isFalse();
        assertThat(tells(high, Events.OPENED.severity(Severity.HIGH))).isTrue();
        assertThat(tells(high, Events.OPENED.severity(Severity.CRITICAL))).isTrue();
        assertThat(tells(some, Events.OPENED)).isTrue();
        assertThat(tells(some, Events.OPENED.account("444455556666"))).isTrue();
        assertThat(tells(some, Events.OPENED.account("777788889999"))).isFalse();
        assertThat(tells(root, Events.OPENED)).isFalse();
    }

    private static Wanted wanted(Severity atLeast, List<String> accounts, List<String> rules) {
        return new Wanted(atLeast, accounts, rules, USUAL.events(), USUAL.discovery());
    }

    private static boolean tells(Wanted wanted, Events event) {
        return wanted.test(event.event(1));
    }
}
