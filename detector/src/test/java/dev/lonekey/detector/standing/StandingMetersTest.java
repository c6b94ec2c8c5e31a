package dev.lonekey.detector.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.AccountStatus.SnapshotResult;
import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.account.TrailStatus.State;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.standing.Standing.Kind;
import dev.lonekey.detector.standing.Standing.Open;
import dev.lonekey.detector.view.Silence;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandingMetersTest {

    private static final String USERS = "iam-user-multiple-active-keys";
    private static final String ROOT = "root-access-key-present";
    private static final String A1 = "111122223333";
    private static final String A2 = "444455556666";
    private static final String A3 = "777788889999";
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StandingMeters meters = new StandingMeters(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void whatIsOpen_isCountedByRuleSeverityAndException_andTheRestIsZero() {
        // When
        show(List.of(
                open(USERS, Severity.MEDIUM, A1, 3),
                open(USERS, Severity.MEDIUM, A2, 9),
                excepted(USERS, Severity.MEDIUM, A2, 40),
                open(ROOT, Severity.CRITICAL, A2, 1)));
        // Then
        assertThat(openOf(USERS, "medium", "false")).isEqualTo(2);
        assertThat(openOf(USERS, "medium", "true")).isEqualTo(1);
        assertThat(openOf(ROOT, "critical", "false")).isEqualTo(1);
        assertThat(openOf(ROOT, "high", "false")).isZero();
        assertThat(sum("lonekey.violations.open")).isEqualTo(4);
    }

    @Test
    void longestOpen_isToldBySeverity_exceptionsLeftOut() {
        // When
        show(List.of(
                open(USERS, Severity.MEDIUM, A1, 3),
                open(USERS, Severity.MEDIUM, A2, 9),
                excepted(USERS, Severity.MEDIUM, A2, 40)));
        // Then
        assertThat(value("lonekey.violations.open.oldest.seconds", "severity", "medium"))
                .isEqualTo(9 * 86_400);
        assertThat(value("lonekey.violations.open.oldest.seconds", "severity", "critical"))
                .isZero();
    }

    @Test
    void accounts_areCountedByRoot_withTheirTroubles() {
        // When
        meters.show(Optional.of(Standing.of(
                List.of(),
                List.of(
                        account(A1, RootKeys.NONE, 5, Outcome.COMPLETED, 0),
                        account(A2, RootKeys.ACTIVE, 30, Outcome.FAILED, 2),
                        unlisted(A3)),
                0,
                Silence.NEVER,
                NOW)));
        // Then
        assertThat(value("lonekey.accounts", "root", "none")).isEqualTo(1);
        assertThat(value("lonekey.accounts", "root", "active")).isEqualTo(1);
        assertThat(value("lonekey.accounts", "root", "unknown")).isEqualTo(1);
        assertThat(sum("lonekey.accounts")).isEqualTo(3);
        assertThat(value("lonekey.accounts.evidence.oldest.seconds")).isEqualTo(30 * 3_600);
        assertThat(value("lonekey.accounts.unlisted")).isEqualTo(1);
        assertThat(value("lonekey.accounts.snapshot.failed")).isEqualTo(1);
        assertThat(value("lonekey.accounts.drift")).isEqualTo(1);
        assertThat(value("lonekey.accounts.stale")).isEqualTo(1);
    }

    @Test
    void silentAccounts_areCountedWhereItIsSet_andOnlyThere() {
        // Given
        var accounts = List.of(lastHeard(A1, 3), lastHeard(A2, 5), unlisted(A3), gone(A1));
        // When
        meters.show(
                Optional.of(Standing.of(List.of(), accounts, 0, new Silence(Optional.of(Duration.ofHours(4))), NOW)));
        // Then
        assertThat(value("lonekey.accounts.silent")).isEqualTo(2);
        // When
        meters.show(Optional.of(Standing.of(List.of(), accounts, 0, Silence.NEVER, NOW)));
        // Then
        assertThat(registry.find("lonekey.accounts.silent").gauges()).isEmpty();
    }

    @Test
    void trailsThatAreBlind_areCountedByHowTheyAre() {
        // When
        meters.show(Optional.of(Standing.of(
                List.of(),
                List.of(
                        withTrails(A1, State.STOPPED, State.RESTORED, State.CHANGED),
                        withTrails(A2, State.STOPPED, State.DELETED)),
                0,
                Silence.NEVER,
                NOW)));
        // Then
        assertThat(value("lonekey.accounts.trails", "state", "stopped")).isEqualTo(2);
        assertThat(value("lonekey.accounts.trails", "state", "deleted")).isEqualTo(1);
        assertThat(value("lonekey.accounts.trails", "state", "reduced")).isZero();
        assertThat(sum("lonekey.accounts.trails")).isEqualTo(3);
    }

    @Test
    void accountThatIsGone_countsNoLonger() {
        // When
        meters.show(Optional.of(Standing.of(List.of(), List.of(gone(A1)), 0, Silence.NEVER, NOW)));
        // Then
        assertThat(sum("lonekey.accounts")).isZero();
        assertThat(registry.find("lonekey.accounts.evidence.oldest.seconds").gauges())
                .isEmpty();
    }

    @Test
    void whatIsNotKnown_isNotShownAsZero() {
        // Given
        show(List.of(open(USERS, Severity.MEDIUM, A1, 3)));
        // When
        meters.show(Optional.empty());
        // Then
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void whatIsOfAnotherInstanceNow_isZeroHere() {
        // Given
        show(List.of(open(USERS, Severity.MEDIUM, A1, 3)));
        // When
        show(List.of());
        // Then
        assertThat(sum("lonekey.violations.open")).isZero();
    }

    @Test
    void accountsAreNamedOnlyWhereAskedFor_theWorstFirst() {
        // Given
        var open = List.of(
                open(USERS, Severity.MEDIUM, A1, 3),
                open(USERS, Severity.MEDIUM, A1, 4),
                open(ROOT, Severity.CRITICAL, A2, 1),
                open(USERS, Severity.MEDIUM, A3, 1));
        // When
        meters.show(Optional.of(Standing.of(open, List.of(), 2, Silence.NEVER, NOW)));
        // Then
        assertThat(registry.find("lonekey.account.violations.open").gauges())
                .extracting(gauge -> gauge.getId().getTag("account"), Gauge::value)
                .containsExactlyInAnyOrder(tuple(A2, 1.0), tuple(A1, 2.0));
        // When
        show(open);
        // Then
        assertThat(registry.find("lonekey.account.violations.open").gauges()).isEmpty();
    }

    private void show(List<Open> open) {
        meters.show(Optional.of(Standing.of(open, List.of(), 0, Silence.NEVER, NOW)));
    }

    private double openOf(String rule, String severity, String excepted) {
        return value("lonekey.violations.open", "rule", rule, "severity", severity, "excepted", excepted);
    }

    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double sum(String name) {
        return registry.get(name).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    private static Open open(String rule, Severity severity, String account, int days) {
        return new Open(new Kind(rule, severity, false), account, NOW.minus(Duration.ofDays(days)));
    }

    private static Open excepted(String rule, Severity severity, String account, int days) {
        return new Open(new Kind(rule, severity, true), account, NOW.minus(Duration.ofDays(days)));
    }

    private static AccountStatus account(String id, RootKeys root, int hours, Outcome outcome, long drift) {
        var asOf = NOW.minus(Duration.ofHours(hours));
        return status(
                id,
                Optional.empty(),
                root,
                Optional.of(new SnapshotResult("s", asOf, Optional.empty(), outcome, Optional.empty())),
                Optional.of(asOf),
                drift);
    }

    private static AccountStatus unlisted(String id) {
        return status(id, Optional.empty(), RootKeys.UNKNOWN, Optional.empty(), Optional.empty(), 0);
    }

    private static AccountStatus lastHeard(String id, int hours) {
        return status(id, Optional.of(NOW.minus(Duration.ofHours(hours))), List.of());
    }

    private static AccountStatus withTrails(String id, State... states) {
        var change = new TrailStatus.Change("StopLogging", Optional.empty(), NOW, Optional.empty(), Optional.empty());
        return status(
                id,
                Optional.of(NOW),
                Stream.of(states)
                        .map(state -> new TrailStatus(
                                "audit", "us-east-1", Optional.empty(), state, List.of(), change, Optional.empty()))
                        .toList());
    }

    private static AccountStatus status(String id, Optional<Instant> lastEventAt, List<TrailStatus> trails) {
        return new AccountStatus(
                AccountStatus.SCHEMA,
                id,
                Optional.empty(),
                Optional.empty(),
                RootKeys.NONE,
                RootCertificates.UNKNOWN,
                1,
                1,
                lastEventAt,
                Optional.empty(),
                Optional.of(NOW),
                0,
                NOW,
                trails);
    }

    private static AccountStatus gone(String id) {
        return status(
                id,
                Optional.of(AccountState.REMOVED),
                RootKeys.NONE,
                Optional.empty(),
                Optional.of(NOW.minus(Duration.ofDays(80))),
                1);
    }

    private static AccountStatus status(
            String id,
            Optional<AccountState> state,
            RootKeys root,
            Optional<SnapshotResult> snapshot,
            Optional<Instant> evidence,
            long drift) {
        return new AccountStatus(
                AccountStatus.SCHEMA,
                id,
                Optional.empty(),
                state,
                root,
                RootCertificates.UNKNOWN,
                1,
                1,
                Optional.empty(),
                snapshot,
                evidence,
                drift,
                NOW);
    }
}
