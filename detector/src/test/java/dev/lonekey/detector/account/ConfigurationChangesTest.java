package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.account;
import static dev.lonekey.detector.account.Told.active;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.policy.ExceptionRule;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A changed configuration is a changed input: what is open is judged anew under it. */
class ConfigurationChangesTest {

    private static final String USERS = Rules.IAM_USER_MULTIPLE_ACTIVE_KEYS.id();
    private static final String ROOTS = Rules.ROOT_ACCESS_KEY_PRESENT.id();
    private static final String ROOT = "root user";
    private static final Policy USERS_OFF = policy(Set.of(USERS), Map.of(), false);
    private static final Policy IGNORING_INACTIVE_ROOT_KEYS = policy(Set.of(), Map.of(), true);

    private final InMemoryAccount account = new InMemoryAccount();

    @Test
    void ruleSwitchedOff_resolvesWithRuleDisabled() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), created(K3, ROOT, 70));
        // When
        var events = account.configure(USERS_OFF, time(500));
        // Then the other rule's violation stays
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(Told.interval(event)).isEqualTo("alice [60,500) RULE_DISABLED");
            assertThat(event.revision()).isEqualTo(2);
            assertThat(event.cause()).isInstanceOf(Cause.Configuration.class);
            assertThat(Told.keys(event)).isEqualTo(K2 + " " + K1);
        });
        assertThat(account.configure(USERS_OFF, time(600))).isEmpty();
    }

    @Test
    void ruleSwitchedOnAgain_reopensTheSameViolation() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        var opened = account.events().get(0);
        account.configure(USERS_OFF, time(500));
        // When
        var events = account.configure(Policy.DEFAULT, time(600));
        // Then
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(Told.step(event)).isEqualTo("UPDATED [REOPENED] MEDIUM");
            assertThat(event.violationId()).isEqualTo(opened.violationId());
            assertThat(event.revision()).isEqualTo(3);
            assertThat(event.openedAt()).isEqualTo(time(60));
        });
    }

    @Test
    void endedWhileItsRuleWasOff_isResolvedAgainByWhatEndedIt() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        account.configure(USERS_OFF, time(500));
        var whileOff = account.tell(deleted(K1, "alice", 550));
        // When
        var events = account.configure(Policy.DEFAULT, time(600));
        // Then
        assertThat(whileOff).isEmpty();
        assertThat(events).extracting(Told::interval).containsExactly("alice [60,550) KEY_DELETED");
    }

    @Test
    void beganWhileItsRuleWasOff_isOpenedWhenItIsSwitchedOn() {
        // Given
        var off = new InMemoryAccount(USERS_OFF);
        off.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var events = off.configure(Policy.DEFAULT, time(600));
        // Then
        assertThat(off.events()).hasSize(1);
        assertThat(events).extracting(Told::step).containsExactly("OPENED MEDIUM");
    }

    @Test
    void resolvedOnes_areLeftAloneByARuleSwitchedOff() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), deleted(K1, "alice", 100));
        // When
        var events = account.configure(USERS_OFF, time(500));
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void violationWithATimer_whoseRuleIsSwitchedOff_hasNoneAnyMore() {
        // Given
        var window = new Policy(
                Rules.ALL,
                Optional.of(Duration.ofSeconds(1_000)),
                List.of(new ExceptionRule("*", "*", "*", "migration", "platform@example.com", time(2_000))),
                Limits.DEFAULT);
        var rotating = new InMemoryAccount(window);
        rotating.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        rotating.configure(USERS_OFF, time(500));
        // When
        var later = rotating.passTo(time(100_000));
        // Then
        assertThat(later).isEmpty();
    }

    @Test
    void otherSeverity_isAnUpdate() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), created(K3, ROOT, 70));
        // When
        var events = account.configure(
                policy(Set.of(), Map.of(USERS, Severity.HIGH, ROOTS, Severity.LOW), false), time(500));
        // Then
        assertThat(events)
                .extracting(Told::step)
                .containsExactlyInAnyOrder("UPDATED [SEVERITY] HIGH", "UPDATED [SEVERITY] LOW");
    }

    @Test
    void configuredSeverity_isWhatItIsWhateverItsKeysAre() {
        // Given
        var fixed = new InMemoryAccount(policy(Set.of(), Map.of(ROOTS, Severity.MEDIUM), false));
        // When
        fixed.tell(created(K1, ROOT, 0), inactive(K1, ROOT, 100));
        // Then
        assertThat(fixed.events()).extracting(Told::step).containsExactly("OPENED MEDIUM", "UPDATED [KEYS] MEDIUM");
    }

    @Test
    void severityOfAResolvedOne_isNoNews() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), deleted(K1, "alice", 100));
        // When
        var events = account.configure(policy(Set.of(), Map.of(USERS, Severity.HIGH), false), time(500));
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void inactiveRootKeysIgnored_anActiveOneIsAViolationUntilItIsInactive() {
        // Given
        var lenient = new InMemoryAccount(IGNORING_INACTIVE_ROOT_KEYS);
        // When
        lenient.tell(created(K1, ROOT, 0), inactive(K1, ROOT, 100), active(K1, ROOT, 200));
        // Then
        assertThat(lenient.violations())
                .extracting(Told::interval)
                .containsExactly("root [0,100) KEY_DEACTIVATED", "root [200,open)");
        assertThat(lenient.violations())
                .allSatisfy(event -> assertThat(event.severity()).isEqualTo(Severity.CRITICAL));
    }

    @Test
    void inactiveRootKeysIgnoredLater_endsWhatIsOpenWhereTheKeyBecameInactiveAndBack() {
        // Given
        account.tell(created(K1, ROOT, 0), inactive(K1, ROOT, 100));
        // When
        var ignored = account.configure(IGNORING_INACTIVE_ROOT_KEYS, time(500));
        var back = account.configure(Policy.DEFAULT, time(600));
        // Then
        assertThat(ignored).extracting(Told::interval).containsExactly("root [0,100) KEY_DEACTIVATED");
        assertThat(back).extracting(Told::step).containsExactly("UPDATED [REOPENED, SEVERITY] HIGH");
    }

    @Test
    void inactiveRootKeysIgnoredLater_retractsWhatWasNeverActive() {
        // Given
        account.tell(inactive(K1, ROOT, 100));
        // When
        var ignored = account.configure(IGNORING_INACTIVE_ROOT_KEYS, time(500));
        var back = account.configure(Policy.DEFAULT, time(600));
        // Then
        assertThat(ignored).extracting(Told::step).containsExactly("RESOLVED RETRACTED");
        assertThat(back).extracting(Told::step).containsExactly("UPDATED [REOPENED] HIGH");
    }

    @Test
    void goneAccount_staysSoUnderAnyConfiguration() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        account.tell(account(200, AccountState.SUSPENDED));
        // When
        var off = account.configure(USERS_OFF, time(500));
        var on = account.configure(Policy.DEFAULT, time(600));
        // Then
        assertThat(off).isEmpty();
        assertThat(on).isEmpty();
    }

    @Test
    void switchedOffAndOnWhileTheAccountWasGone_isEndedByTheAccount() {
        // Given
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        account.configure(USERS_OFF, time(150));
        account.tell(account(200, AccountState.SUSPENDED));
        // When
        var on = account.configure(Policy.DEFAULT, time(600));
        // Then
        assertThat(on).extracting(Told::interval).containsExactly("alice [60,200) ACCOUNT_GONE");
    }

    @Test
    void alarmAge_decidesWhetherAnOpenedIsLate() {
        // Given
        var strict = new InMemoryAccount(new Policy(
                Rules.ALL, Optional.empty(), List.of(), Limits.DEFAULT.withAlertMaxAge(Duration.ofSeconds(100))));
        // When
        strict.tellAtOnce(List.of(created(K1, "alice", 0), created(K2, "alice", 60)), time(160));
        strict.tellAtOnce(List.of(created(K1 + "B", "bob", 0), created(K2 + "B", "bob", 60)), time(161));
        // Then
        assertThat(strict.events())
                .extracting(ViolationEvent::discovery)
                .containsExactly(ViolationEvent.Discovery.LIVE, ViolationEvent.Discovery.LATE);
    }

    @Test
    void everyEventOfAChange_endsInWhatOneWouldGetFromTheStart() {
        // Given the same facts, once under one configuration only, once through others
        var changed = new InMemoryAccount();
        var policies = List.of(USERS_OFF, IGNORING_INACTIVE_ROOT_KEYS, Policy.DEFAULT, USERS_OFF, Policy.DEFAULT);
        var facts = List.of(
                created(K1, "alice", 0),
                created(K3, ROOT, 10),
                created(K2, "alice", 60),
                inactive(K3, ROOT, 100),
                inactive(K1, "alice", 200));
        // When
        for (var index = 0; index < facts.size(); index++) {
            changed.configure(policies.get(index), facts.get(index).at());
            changed.tell(facts.get(index));
        }
        changed.configure(Policy.DEFAULT, time(300));
        facts.forEach(account::tell);
        // Then
        assertThat(changed.violations())
                .extracting(Told::interval)
                .containsExactlyInAnyOrderElementsOf(
                        account.violations().stream().map(Told::interval).toList());
        assertThat(changed.events())
                .filteredOn(event -> event.type() == EventType.RESOLVED)
                .extracting(event -> event.resolution().orElseThrow())
                .doesNotContain(Resolution.RETRACTED);
    }

    /** Facts, account parts and other configurations in a hundred orders, time going by in between. */
    @Test
    void anyOrderOfArrival_endsInTheSame() {
        var random = new Random(1);
        var other = new Policy(
                IGNORING_INACTIVE_ROOT_KEYS.rules(),
                Optional.of(Duration.ofSeconds(1_000)),
                List.of(new ExceptionRule("*", "*", "*", "migration", "platform@example.com", time(5_000))),
                Limits.DEFAULT);
        var steps = new ArrayList<Consumer<InMemoryAccount>>(List.of(
                told -> told.tell(created(K1, "alice", 0)),
                told -> told.tell(created(K2, "alice", 60)),
                told -> told.tell(inactive(K1, "alice", 600)),
                told -> told.tell(created(K3, ROOT, 100)),
                told -> told.tell(inactive(K3, ROOT, 200)),
                told -> told.tell(account(300, AccountState.SUSPENDED)),
                told -> told.tell(account(400, AccountState.ACTIVE)),
                told -> told.configure(USERS_OFF, time(10_000)),
                told -> told.configure(other, time(10_000)),
                told -> told.passTo(time(10_000)),
                told -> told.passTo(time(20_000))));
        for (var order = 0; order < 100; order++) {
            // When
            var shuffled = new InMemoryAccount();
            Collections.shuffle(steps, random);
            steps.forEach(step -> step.accept(shuffled));
            shuffled.configure(other, time(30_000));
            shuffled.configure(Policy.DEFAULT, time(30_000));
            shuffled.passTo(time(30_000));
            // Then
            assertThat(shuffled.violations().stream().map(Told::interval))
                    .containsExactlyInAnyOrder(
                            "alice [60,300) ACCOUNT_GONE",
                            "alice [400,600) KEY_DEACTIVATED",
                            "root [100,300) ACCOUNT_GONE",
                            "root [400,open)");
            assertThat(shuffled.violations())
                    .filteredOn(event -> event.resolvedAt().isEmpty())
                    .allSatisfy(open -> {
                        assertThat(open.severity()).isEqualTo(Severity.HIGH);
                        assertThat(open.exception()).isEmpty();
                        assertThat(open.rotationEndsAt()).isEmpty();
                    });
            assertThat(shuffled.published().stream().filter(known -> known.end().isEmpty()))
                    .hasSize(1);
        }
    }

    @Test
    void fingerprint_tellsConfigurationsApartThatJudgeDifferently() {
        // Given
        var exception = new ExceptionRule("*", "alice", USERS, "migration", "platform@example.com", time(1_000));
        var later = new ExceptionRule("*", "alice", USERS, "migration", "platform@example.com", time(2_000));
        var policies = List.of(
                Policy.DEFAULT,
                USERS_OFF,
                IGNORING_INACTIVE_ROOT_KEYS,
                policy(Set.of(), Map.of(USERS, Severity.HIGH), false),
                policy(Set.of(), Map.of(ROOTS, Severity.HIGH), false),
                policy(Set.of(), Map.of(ROOTS, Severity.CRITICAL), false),
                new Policy(Rules.ALL, Optional.of(Duration.ofDays(1)), List.of(), Limits.DEFAULT),
                new Policy(Rules.ALL, Optional.of(Duration.ofDays(2)), List.of(), Limits.DEFAULT),
                new Policy(Rules.ALL, Optional.empty(), List.of(exception), Limits.DEFAULT),
                new Policy(Rules.ALL, Optional.empty(), List.of(later), Limits.DEFAULT));
        // Then
        assertThat(policies.stream().map(Policy::fingerprint)).doesNotHaveDuplicates();
        assertThat(policy(Set.of(), Map.of(), false).fingerprint()).isEqualTo(Policy.DEFAULT.fingerprint());
    }

    private static Policy policy(Set<String> off, Map<String, Severity> severities, boolean ignoreInactiveRootKeys) {
        return new Policy(
                Rules.configured(off, severities, ignoreInactiveRootKeys), Optional.empty(), List.of(), Limits.DEFAULT);
    }
}
