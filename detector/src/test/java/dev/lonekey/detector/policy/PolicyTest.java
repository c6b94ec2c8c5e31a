package dev.lonekey.detector.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.detector.account.Told;
import dev.lonekey.detector.fact.Fact;
import dev.lonekey.detector.history.Completed;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.history.KeyState;
import dev.lonekey.detector.history.Timeline;
import dev.lonekey.detector.rule.Breach;
import dev.lonekey.detector.rule.Breaches;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration makes of a breach at a time. */
class PolicyTest {

    private static final String ACCOUNT = "111122223333";
    private static final String USERS = Rules.IAM_USER_MULTIPLE_ACTIVE_KEYS.id();
    private static final String ROOTS = Rules.ROOT_ACCESS_KEY_PRESENT.id();

    @Test
    void secondKeyWithinTheWindow_isLowUntilItIsOver() {
        // Given
        var breach = breach(Told.created(Told.K1, "alice", 0), Told.created(Told.K2, "alice", 60));
        // When
        var within = withWindow().assess(breach, ACCOUNT, Told.time(159));
        var after = withWindow().assess(breach, ACCOUNT, Told.time(160));
        // Then
        assertThat(within.severity()).isEqualTo(Severity.LOW);
        assertThat(within.rotationEndsAt()).contains(Told.time(160));
        assertThat(within.due()).contains(Told.time(160));
        assertThat(after.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(after.due()).isEmpty();
    }

    @Test
    void creationUnknown_theWindowBeginsWithTheBreach() {
        // Given
        var breach = breach(Told.active(Told.K1, "alice", 70), Told.created(Told.K2, "alice", 60));
        // Then
        assertThat(withWindow().assess(breach, ACCOUNT, Told.time(80)).rotationEndsAt())
                .contains(Told.time(170));
    }

    @Test
    void overBreach_isSeenAsOfItsEndAndNeverDue() {
        // Given
        var breach = breach(
                Told.created(Told.K1, "alice", 0),
                Told.created(Told.K2, "alice", 60),
                Told.deleted(Told.K1, "alice", 100));
        // When
        var finding = withWindow().assess(breach, ACCOUNT, Told.time(10_000));
        // Then
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.due()).isEmpty();
    }

    @Test
    void threeKeysAndRoot_areNoRotation() {
        var three = breach(
                Told.created(Told.K1, "alice", 0),
                Told.created(Told.K2, "alice", 60),
                Told.created(Told.K3, "alice", 70));
        var root = breach(Told.created(Told.K1, "root user", 0), Told.created(Told.K2, "root user", 60));
        assertThat(withWindow().assess(three, ACCOUNT, Told.time(80)).rotationEndsAt())
                .isEmpty();
        assertThat(withWindow().assess(root, ACCOUNT, Told.time(80)).rotationEndsAt())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333,alice,iam-user-multiple-active-keys,true",
        "1111*,AL*CE,*,true",
        "*,*,*,true",
        "999988887777,alice,*,false",
        "*,alic,*,false",
        "*,<root>,*,false",
        "*,alice,root-access-key-present,false"
    })
    void exception_coversWhatAllItsPatternsMatch(String account, String principal, String rule, boolean covers) {
        // Given
        var policy = excepting(exception(account, principal, rule, 1_000));
        // When
        var finding = policy.assess(alice(), ACCOUNT, Told.time(999));
        // Then
        assertThat(finding.exemption().isPresent()).isEqualTo(covers);
    }

    @Test
    void exceptionOfRoot_coversRoot() {
        var root = breach(Told.created(Told.K1, "root user", 0));
        var policy = excepting(exception("*", "<root>", ROOTS, 1_000));
        assertThat(policy.assess(root, ACCOUNT, Told.time(0)).exemption()).isPresent();
    }

    @Test
    void exceptionThatLastsLongest_counts() {
        // Given
        var policy = excepting(exception("*", "*", "*", 500), exception("*", "*", USERS, 1_000));
        // When
        var before = policy.assess(alice(), ACCOUNT, Told.time(499));
        var after = policy.assess(alice(), ACCOUNT, Told.time(1_000));
        // Then
        assertThat(before.exemption()).contains(new Exemption("why", "who", Told.time(1_000)));
        assertThat(before.due()).contains(Told.time(1_000));
        assertThat(after.exemption()).isEmpty();
    }

    @Test
    void configuredRules_areLeftOutRaisedAndNarrowed() {
        // When
        var rules = Rules.configured(
                Set.of(Rules.ROOT_SIGNING_CERTIFICATE_PRESENT.id()), Map.of(USERS, Severity.CRITICAL), true);
        // Then
        assertThat(rules).extracting(Rule::id).containsExactly(USERS, ROOTS);
        assertThat(rules.get(0).severity().apply(List.of(KeyState.USED))).isEqualTo(Severity.CRITICAL);
        assertThat(rules.get(1).counts().test(KeyState.DEACTIVATED)).isFalse();
        assertThat(rules.get(1).counts().test(KeyState.DELETED)).isFalse();
        assertThat(rules.get(1).counts().test(KeyState.COUNTED)).isTrue();
        assertThat(Rules.configured(Set.of(), Map.of(), false)).isEqualTo(Rules.ALL);
        assertThat(Rules.byId(ROOTS)).contains(Rules.ROOT_ACCESS_KEY_PRESENT);
        assertThat(Rules.byId("none")).isEmpty();
    }

    @Test
    void fingerprint_tellsApartWhatJudgesDifferently() {
        var narrowed = Rules.configured(Set.of(), Map.of(), true);
        var raised = Rules.configured(Set.of(), Map.of(USERS, Severity.HIGH), false);
        assertThat(List.of(
                        Policy.DEFAULT.fingerprint(),
                        withWindow().fingerprint(),
                        excepting(exception("*", "*", "*", 1)).fingerprint(),
                        new Policy(narrowed, Optional.empty(), List.of(), Limits.DEFAULT).fingerprint(),
                        new Policy(raised, Optional.empty(), List.of(), Limits.DEFAULT).fingerprint()))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.length() == 16);
    }

    @Test
    void limits_followFromTheHorizonTheMarginAndTheSize() {
        assertThat(Limits.DEFAULT.foldingPatience()).isEqualTo(Duration.ofDays(1));
        assertThat(Limits.DEFAULT.foldingMargin()).isEqualTo(Duration.ofHours(1));
        assertThat(Limits.DEFAULT.withoutHorizon().foldingMargin()).isEqualTo(Duration.ofSeconds(60));
        assertThat(Limits.DEFAULT.hardMaxBytes()).isEqualTo(4 * Limits.DEFAULT.maxBytes());
        assertThat(Limits.DEFAULT.withoutHorizon().hardMaxBytes()).isEqualTo(Integer.MAX_VALUE);
    }

    private static Policy withWindow() {
        return new Policy(Rules.ALL, Optional.of(Duration.ofSeconds(100)), List.of(), Limits.DEFAULT);
    }

    private static Policy excepting(ExceptionRule... exceptions) {
        return new Policy(Rules.ALL, Optional.empty(), List.of(exceptions), Limits.DEFAULT);
    }

    private static ExceptionRule exception(String account, String principal, String rule, long expiresAt) {
        return new ExceptionRule(account, principal, rule, "why", "who", Told.time(expiresAt));
    }

    private static Breach alice() {
        return breach(Told.created(Told.K1, "Alice", 0), Told.created(Told.K2, "alice", 60));
    }

    /** The only breach of any rule. */
    private static Breach breach(Fact... facts) {
        var completed = new Completed();
        var dossier = new Dossier(Instant.EPOCH);
        for (var fact : facts) {
            dossier.add(fact, completed);
        }
        var breaches = Timeline.in(dossier, completed, Limits.DEFAULT.margin()).stream()
                .flatMap(timeline -> Rules.ALL.stream().flatMap(rule -> Breaches.of(rule, timeline).stream()))
                .toList();
        assertThat(breaches).hasSize(1);
        return breaches.get(0);
    }
}
