package dev.lonekey.detector.account;

import static dev.lonekey.detector.account.Told.K1;
import static dev.lonekey.detector.account.Told.K2;
import static dev.lonekey.detector.account.Told.K3;
import static dev.lonekey.detector.account.Told.account;
import static dev.lonekey.detector.account.Told.created;
import static dev.lonekey.detector.account.Told.deleted;
import static dev.lonekey.detector.account.Told.inactive;
import static dev.lonekey.detector.account.Told.listedActive;
import static dev.lonekey.detector.account.Told.listing;
import static dev.lonekey.detector.account.Told.time;
import static dev.lonekey.detector.account.Told.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;
import dev.lonekey.detector.fact.Fact;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An account that is closed or has left resolves its open violations; whatever the order in which that is learnt. */
class AccountGoneTest {

    private static final int ORDERS = 100;
    private static final String U = "alice";
    private static final String ROOT = "root user";
    private static final AccountState ACTIVE = AccountState.ACTIVE;
    private static final AccountState SUSPENDED = AccountState.SUSPENDED;
    private static final AccountState REMOVED = AccountState.REMOVED;

    private record Example(String name, List<Object> told, List<String> violations) {}

    static Stream<Arguments> examples() {
        return Stream.of(
                        example(
                                "suspended_ends",
                                told(created(K1, U, 0), created(K2, U, 60), account(200, SUSPENDED)),
                                "alice [60,200) ACCOUNT_GONE MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "removed_ends",
                                told(created(K1, ROOT, 0), account(100, ACTIVE), account(200, REMOVED)),
                                "root [0,200) ACCOUNT_GONE CRITICAL AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "suspendedThenRemoved_endsOnce",
                                told(
                                        created(K1, U, 0),
                                        created(K2, U, 60),
                                        account(200, SUSPENDED),
                                        account(300, REMOVED)),
                                "alice [60,200) ACCOUNT_GONE MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "activeAgain_isAnotherViolation",
                                told(
                                        created(K1, U, 0),
                                        created(K2, U, 60),
                                        account(200, SUSPENDED),
                                        account(300, SUSPENDED),
                                        account(400, ACTIVE)),
                                "alice [60,200) ACCOUNT_GONE MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE",
                                "alice [400,open) MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "endedWhileGone_wasEndedByThat",
                                told(
                                        created(K1, U, 0),
                                        created(K2, U, 60),
                                        account(200, SUSPENDED),
                                        deleted(K2, U, 300),
                                        account(400, ACTIVE)),
                                "alice [60,200) ACCOUNT_GONE MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "keyMadeWhileGone_isNotOfTheFirst",
                                told(
                                        created(K1, U, 0),
                                        created(K2, U, 60),
                                        account(200, SUSPENDED),
                                        created(K3, U, 300),
                                        deleted(K1, U, 310),
                                        account(400, ACTIVE)),
                                "alice [60,200) ACCOUNT_GONE MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE",
                                "alice [400,open) MEDIUM AKIAI33QH8DHBEXAMPLE AKIAI44QH8DHBEXAMPLE"),
                        example(
                                "rootKeyDeactivatedWhileGone_wasActiveAtTheEnd",
                                told(
                                        created(K1, ROOT, 0),
                                        account(200, SUSPENDED),
                                        inactive(K1, ROOT, 300),
                                        account(400, ACTIVE)),
                                "root [0,200) ACCOUNT_GONE CRITICAL AKIAIOSFODNN7EXAMPLE",
                                "root [400,open) HIGH AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "beganWhileGone_beginsWithTheAccount",
                                told(created(K1, U, 0), account(50, REMOVED), created(K2, U, 60), account(100, ACTIVE)),
                                "alice [100,open) MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "listedBeforeItWasGone_ends",
                                told(
                                        listing(100, 131, user(U, listedActive(K1), listedActive(K2))),
                                        account(200, REMOVED)),
                                "alice [100,200) ACCOUNT_GONE MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "endedInTheSecondInWhichItWent_isEndedByItsKey",
                                told(
                                        created(K1, U, 0),
                                        created(K2, U, 60),
                                        deleted(K1, U, 200),
                                        account(200, SUSPENDED)),
                                "alice [60,200) KEY_DELETED MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE"),
                        example(
                                "twoAnswersInOneSecond_leaveItOpen",
                                told(
                                        created(K1, U, 0),
                                        created(K2, U, 60),
                                        account(200, REMOVED),
                                        account(200, ACTIVE)),
                                "alice [60,open) MEDIUM AKIAI44QH8DHBEXAMPLE AKIAIOSFODNN7EXAMPLE"))
                .map(example -> Arguments.of(example.name(), example));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void exampleHoldsInEveryOrder(String name, Example example) {
        var random = new Random(1);
        var told = new ArrayList<>(example.told());
        for (var order = 0; order < ORDERS; order++) {
            // When
            var account = new InMemoryAccount();
            told.forEach(one -> tell(account, one));
            // Then
            assertThat(account.violations().stream().map(AccountGoneTest::inShort))
                    .as("%s, told as %s", name, told)
                    .containsExactlyInAnyOrderElementsOf(example.violations());
            if (order % 2 == 0) {
                told.add(told.get(random.nextInt(told.size())));
            }
            Collections.shuffle(told, random);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountState.class,
            names = {"SUSPENDED", "REMOVED"})
    void accountPart_resolvesAllThatIsOpenAndSaysWhy(AccountState gone) {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, U, 0), created(K2, U, 60), created(K3, ROOT, 70), created("AKIABOB", "bob", 80));
        // When
        var events = account.tell(Told.account(200, gone));
        // Then
        assertThat(events).hasSize(2).allSatisfy(event -> {
            assertThat(Told.step(event)).isEqualTo("RESOLVED ACCOUNT_GONE");
            assertThat(event.resolvedAt()).contains(time(200));
            assertThat(event.cause()).isInstanceOf(Cause.Snapshot.class);
            assertThat(event.keys()).extracting(ViolationEvent.Key::status).containsOnly(KeyStatus.ACTIVE);
        });
        assertThat(account.status().state()).contains(gone);
    }

    @Test
    void keysOfAPart_areAsTheyWereAtItsEnd() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, U, 0), created(K2, U, 60), created(K3, U, 70), deleted(K3, U, 200));
        // When
        account.tell(deleted(K1, U, 300));
        account.tell(Told.account(200, SUSPENDED));
        // Then
        assertThat(account.published()).singleElement().satisfies(known -> assertThat(known.keys())
                .containsOnly(
                        Map.entry(K1, KeyStatus.ACTIVE),
                        Map.entry(K2, KeyStatus.ACTIVE),
                        Map.entry(K3, KeyStatus.DELETED)));
    }

    @Test
    void goneAccount_hasNoTimers() {
        // Given a rotation and an exception that would both run out
        var exception = new ExceptionRule("*", "*", "*", "migration", "platform@example.com", time(1_000));
        var account = new InMemoryAccount(
                new Policy(Rules.ALL, Optional.of(Duration.ofSeconds(500)), List.of(exception), Limits.DEFAULT));
        account.tell(created(K1, U, 0), created(K2, U, 60));
        account.tell(Told.account(200, SUSPENDED));
        // When
        var later = account.passTo(time(100_000));
        // Then
        assertThat(later).isEmpty();
        assertThat(account.events()).extracting(Told::step).containsExactly("OPENED LOW", "RESOLVED ACCOUNT_GONE");
    }

    @Test
    void whatHappensWhileItIsGone_isNoNews() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, U, 0), created(K2, U, 60), created(K3, ROOT, 70));
        account.tell(Told.account(200, SUSPENDED));
        // When
        var events = account.tell(deleted(K1, U, 300), inactive(K3, ROOT, 310), created("AKIA4", U, 320));
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void sameAnswerAgain_judgesNothing() {
        // Given
        var account = new InMemoryAccount();
        account.tell(created(K1, U, 0), created(K2, U, 60));
        account.tell(Told.account(100, ACTIVE));
        var reads = account.reads();
        // When
        var again = account.tell(Told.account(200, ACTIVE));
        // Then only the account itself was read, and its log of snapshots
        assertThat(again).isEmpty();
        assertThat(account.reads() - reads).isEqualTo(2);
    }

    private static String inShort(ViolationEvent event) {
        return Told.interval(event) + " " + event.severity() + " " + Told.keys(event);
    }

    private static void tell(InMemoryAccount account, Object told) {
        if (told instanceof Fact fact) {
            account.tell(fact);
        } else {
            account.tell((SnapshotPart) told);
        }
    }

    private static Example example(String name, List<Object> told, String... violations) {
        return new Example(name, told, List.of(violations));
    }

    private static List<Object> told(Object... told) {
        return List.of(told);
    }
}
