package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.renamed;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.detector.policy.ExceptionRule;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exceptions: a violation is published all the same, marked while one covers it. */
class ExceptionsTest {

    private static final String USERS = Rules.IAM_USER_MULTIPLE_ACTIVE_KEYS.id();
    private static final String ROOTS = Rules.ROOT_ACCESS_KEY_PRESENT.id();
    private static final String ACCOUNT = InMemoryAccount.ACCOUNT.id();
    private static final ExceptionRule UNTIL_1000 = exception(ACCOUNT, "alice", USERS, 1_000);

    @Test
    void coveredViolation_isPublishedAllTheSameAndMarked() {
        // Given
        var account = new InMemoryAccount(with(UNTIL_1000));
        // When
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // Then
        assertThat(account.events()).singleElement().satisfies(opened -> {
            assertThat(Told.step(opened)).isEqualTo("OPENED MEDIUM");
            assertThat(opened.exception()).contains(new Exemption("migration", "platform@example.com", time(1_000)));
        });
    }

    @Test
    void exceptionExpires_updatesAnOpenOneAndTakesTheMarkAway() {
        // Given
        var account = new InMemoryAccount(with(UNTIL_1000));
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var before = account.passTo(time(999));
        var after = account.passTo(time(1_000));
        // Then
        assertThat(before).isEmpty();
        assertThat(after).singleElement().satisfies(updated -> {
            assertThat(Told.step(updated)).isEqualTo("UPDATED [EXCEPTION] MEDIUM");
            assertThat(updated.exception()).isEmpty();
        });
        assertThat(account.passTo(time(1_000_000))).isEmpty();
    }

    @Test
    void endedBeforeTheExpiry_staysMarked() {
        // Given
        var account = new InMemoryAccount(with(UNTIL_1000));
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var resolved = account.tellAtOnce(List.of(deleted(K2, "alice", 999)), time(5_000));
        // Then
        assertThat(resolved).singleElement().satisfies(event -> {
            assertThat(Told.step(event)).isEqualTo("RESOLVED KEY_DELETED");
            assertThat(event.exception()).isPresent();
        });
        assertThat(account.passTo(time(10_000))).isEmpty();
    }

    @Test
    void expiredBeforeTheEnd_isNotMarked() {
        // Given
        var account = new InMemoryAccount(with(UNTIL_1000));
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var resolved = account.tell(deleted(K2, "alice", 1_000));
        // Then
        assertThat(resolved).singleElement().satisfies(event -> assertThat(event.exception())
                .isEmpty());
    }

    @Test
    void expiredBeforeItOpened_isNotMarked() {
        // Given
        var account = new InMemoryAccount(with(UNTIL_1000));
        // When
        account.tell(created(K1, "alice", 0), created(K2, "alice", 1_060));
        // Then
        assertThat(account.events()).singleElement().satisfies(event -> assertThat(event.exception())
                .isEmpty());
    }

    @Test
    void expiryWithinASecond_isNoNewsEveryTimeItIsJudged() {
        // Given an expiry that is no whole second, as all times that are kept are
        var expires = time(1_000).plusMillis(500);
        var account = new InMemoryAccount(
                with(new ExceptionRule(ACCOUNT, "alice", USERS, "migration", "platform@example.com", expires)));
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var again = account.tell(used(K1, "alice", 500));
        // Then
        assertThat(again).isEmpty();
    }

    @Test
    void renamed_theExceptionGoesByTheNewName() {
        // Given
        var account = new InMemoryAccount(with(exception("*", "carol", USERS, 1_000)));
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var renamed = account.tell(renamed("alice", "carol", 100));
        // Then
        assertThat(renamed).extracting(Told::step).containsExactly("UPDATED [NAME, EXCEPTION] MEDIUM");
        assertThat(account.passTo(time(1_000))).extracting(Told::step).containsExactly("UPDATED [EXCEPTION] MEDIUM");
    }

    @Test
    void ofSeveral_theOneThatLastsLongestCounts() {
        // Given
        var account = new InMemoryAccount(with(UNTIL_1000, exception("*", "*", "*", 2_000)));
        // When
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // Then
        assertThat(expiry(account.events().get(0))).contains(time(2_000));
        assertThat(account.passTo(time(1_500))).isEmpty();
        assertThat(account.passTo(time(2_000))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333, alice,     iam-user-multiple-active-keys,  true",
        "1111*,        a*e,       iam-user-multiple-active-keys,  true",
        "*,            *,         *,                              true",
        "*,            ALICE,     *,                              true",
        "*,            al*ice,    *,                              true",
        "*3333,        *lic*,     *,                              true",
        "*,            **,        *,                              true",
        "*,            a*l*i*c*e, *,                              true",
        "*,            *alice*,   *,                              true",
        "*,            alice*e,   *,                              false",
        "*,            al*lice,   *,                              false",
        "*,            a*c*i*e,   *,                              false",
        "*,            a.ice,     *,                              false",
        "*,            ali,       *,                              false",
        "*,            lice,      *,                              false",
        "444455556666, alice,     *,                              false",
        "11112222333,  alice,     *,                              false",
        "*,            bob,       *,                              false",
        "*,            <root>,    *,                              false",
        "*,            *,         root-access-key-present,        false"
    })
    void patterns_coverWhatTheyMatch(String account, String principal, String rule, boolean covered) {
        // Given
        var told = new InMemoryAccount(with(exception(account, principal, rule, 1_000)));
        // When
        told.tell(created(K1, "Alice", 0), created(K2, "alice", 60));
        // Then
        assertThat(told.events())
                .singleElement()
                .satisfies(event -> assertThat(event.exception().isPresent()).isEqualTo(covered));
    }

    @ParameterizedTest
    @CsvSource({"<root>, true", "<ROOT>, true", "*, true", "root, false", "root user, false", "alice, false"})
    void rootIsCalledByANameThatNoUserBears(String principal, boolean covered) {
        // Given
        var told = new InMemoryAccount(with(exception("*", principal, ROOTS, 1_000)));
        // When
        told.tell(created(K3, "root user", 0));
        // Then
        assertThat(told.events())
                .singleElement()
                .satisfies(event -> assertThat(event.exception().isPresent()).isEqualTo(covered));
    }

    @Test
    void exceptionAddedChangedAndTakenAway_isAnUpdateEachTime() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var added = account.configure(with(UNTIL_1000), time(100));
        var longer = account.configure(with(exception(ACCOUNT, "alice", USERS, 2_000)), time(200));
        var same = account.configure(with(exception("*", "alice", USERS, 2_000)), time(250));
        var gone = account.configure(Policy.DEFAULT, time(300));
        // Then
        assertThat(added).extracting(Told::step).containsExactly("UPDATED [EXCEPTION] MEDIUM");
        assertThat(longer).extracting(ExceptionsTest::expiry).containsExactly(Optional.of(time(2_000)));
        assertThat(same).isEmpty();
        assertThat(gone).extracting(ExceptionsTest::expiry).containsExactly(Optional.empty());
    }

    @Test
    void exceptionOfWhatIsOver_isNoNews() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60), deleted(K2, "alice", 100));
        // When
        var added = account.configure(with(UNTIL_1000), time(200));
        // Then
        assertThat(added).isEmpty();
    }

    @Test
    void coveredRotation_isRaisedAtItsEndAndMarkedUntilTheExpiry() {
        // Given
        var account = new InMemoryAccount(
                new Policy(Rules.ALL, Optional.of(Duration.ofSeconds(440)), List.of(UNTIL_1000), Limits.DEFAULT));
        account.tell(created(K1, "alice", 0), created(K2, "alice", 60));
        // When
        var raised = account.passTo(time(500));
        var unmarked = account.passTo(time(1_000));
        // Then
        assertThat(account.events().get(0).severity()).isEqualTo(Severity.LOW);
        assertThat(raised).extracting(Told::step).containsExactly("UPDATED [SEVERITY] MEDIUM");
        assertThat(raised.get(0).exception()).isPresent();
        assertThat(unmarked).extracting(Told::step).containsExactly("UPDATED [EXCEPTION] MEDIUM");
    }

    @Test
    void incompleteException_isRefused() {
        for (var missing = 0; missing < 5; missing++) {
            var parts = new String[] {ACCOUNT, "alice", USERS, "migration", "platform@example.com"};
            parts[missing] = missing % 2 == 0 ? " " : null;
            assertThatThrownBy(() -> new ExceptionRule(parts[0], parts[1], parts[2], parts[3], parts[4], time(1_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("an exception needs a");
        }
        assertThatThrownBy(() -> new ExceptionRule(ACCOUNT, "alice", USERS, "migration", "platform@example.com", null))
                .hasMessage("an exception needs an expiry");
    }

    private static Optional<Instant> expiry(ViolationEvent event) {
        return event.exception().map(Exemption::expiresAt);
    }

    private static ExceptionRule exception(String account, String principal, String rule, long expires) {
        return new ExceptionRule(account, principal, rule, "migration", "platform@example.com", time(expires));
    }

    private static Policy with(ExceptionRule... exceptions) {
        return new Policy(Rules.ALL, Optional.empty(), List.of(exceptions), Limits.DEFAULT);
    }
}
