package dev.lonekey.detector.stream;

import static dev.lonekey.detector.stream.Trail.ACCOUNT;
import static dev.lonekey.detector.stream.Trail.START;
import static dev.lonekey.detector.stream.Trail.createAccessKey;
import static dev.lonekey.detector.stream.Trail.deleteAccessKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Exemption;
import dev.lonekey.detector.account.Told;
import dev.lonekey.detector.policy.ExceptionRule;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time and configuration in the whole topology, with restarts in between. */
class TimeAndConfigurationTest {

    private static final String K1 = "AKIAIOSFODNN7EXAMPLE";
    private static final String K2 = "AKIAI44QH8DHBEXAMPLE";
    private static final String K3 = "AKIAI33QH8DHBEXAMPLE";
    private static final String USERS = Rules.IAM_USER_MULTIPLE_ACTIVE_KEYS.id();
    private static final Policy ROTATION = policy(Optional.of(Duration.ofHours(1)), Set.of(), Map.of());
    private static final Policy USERS_OFF = policy(Optional.empty(), Set.of(USERS), Map.of());
    private static final Policy EXCEPTION = new Policy(
            Rules.ALL,
            Optional.empty(),
            List.of(new ExceptionRule(
                    "1111*", "ali*", USERS, "migration", "platform@example.com", START.plusSeconds(3_600))),
            Limits.DEFAULT);

    @TempDir
    private Path folder;

    private DetectorOnTestDriver detector;

    private void start(Policy policy) {
        detector = new DetectorOnTestDriver(folder, policy, START.plusSeconds(60));
    }

    @AfterEach
    void close() {
        detector.close();
    }

    @Test
    void rotationWindow_runsOutAfterARestart() {
        // Given
        start(ROTATION);
        openOf("alice");
        detector.restart();
        // When
        detector.passTo(START.plusSeconds(60 + 3_599));
        var before = detector.takeEvents();
        detector.restart();
        detector.passTo(START.plusSeconds(60 + 3_600));
        var after = detector.takeEvents();
        // Then
        assertThat(before).extracting(Told::step).containsExactly("OPENED LOW");
        assertThat(before.get(0).rotationEndsAt()).contains(START.plusSeconds(60 + 3_600));
        assertThat(after).extracting(Told::step).containsExactly("UPDATED [SEVERITY] MEDIUM");
        assertThat(after.get(0).cause()).isInstanceOf(Cause.Timer.class);
        assertThat(after.get(0).revision()).isEqualTo(2);
        assertThat(detector.current()).containsEntry(after.get(0).violationId(), Optional.of(after.get(0)));
    }

    @Test
    void windowThatRanOutWhileNothingRan_isCaughtUpWith() {
        // Given
        start(ROTATION);
        openOf("alice");
        detector.takeEvents();
        // When
        detector.restart();
        detector.passTo(START.plus(Duration.ofDays(30)));
        // Then
        assertThat(detector.takeEvents()).extracting(Told::step).containsExactly("UPDATED [SEVERITY] MEDIUM");
        assertThat(appointments()).isZero();
    }

    @Test
    void exception_expiresAfterARestart() {
        // Given
        start(EXCEPTION);
        openOf("alice");
        var opened = detector.takeEvents();
        detector.passTo(START.plusSeconds(3_599));
        detector.restart();
        // When
        detector.passTo(START.plusSeconds(3_600));
        // Then
        assertThat(opened)
                .extracting(ViolationEvent::exception)
                .containsExactly(
                        Optional.of(new Exemption("migration", "platform@example.com", START.plusSeconds(3_600))));
        assertThat(detector.takeEvents()).singleElement().satisfies(event -> {
            assertThat(Told.step(event)).isEqualTo("UPDATED [EXCEPTION] MEDIUM");
            assertThat(event.exception()).isEmpty();
        });
    }

    @Test
    void onlyOpenViolations_haveTimers() {
        // Given
        start(ROTATION);
        openOf("alice");
        openOf("bob");
        assertThat(appointments()).isEqualTo(2);
        // When
        detector.tell(ACCOUNT, deleteAccessKey("alice", K1 + "alice", 70));
        // Then
        assertThat(appointments()).isEqualTo(1);
        detector.passTo(START.plus(Duration.ofDays(1)));
        assertThat(appointments()).isZero();
        assertThat(detector.events())
                .filteredOn(event -> event.principal().name().equals("alice"))
                .extracting(Told::step)
                .containsExactly("OPENED LOW", "RESOLVED KEY_DELETED");
    }

    @Test
    void manyDueAtOnce_areJudgedABoundedNumberATickAndNoneIsLost() {
        // Given
        start(ROTATION);
        for (var user = 0; user < 450; user++) {
            openOf("user" + user);
        }
        detector.takeEvents();
        detector.restart();
        // When
        detector.passTo(START.plus(Duration.ofDays(1)), 1);
        var first = detector.takeEvents();
        detector.passTo(START.plus(Duration.ofDays(1)), 1);
        var second = detector.takeEvents();
        detector.passTo(START.plus(Duration.ofDays(1)));
        // Then
        assertThat(first).hasSize(200);
        assertThat(second).hasSize(200);
        assertThat(detector.takeEvents()).hasSize(50);
    }

    @Test
    void changedConfiguration_judgesWhatIsOpenAnewInSlices() {
        // Given
        start(Policy.DEFAULT);
        for (var user = 0; user < 450; user++) {
            openOf("user" + user);
        }
        settle();
        // When
        detector.restart(policy(Optional.empty(), Set.of(), Map.of(USERS, Severity.HIGH)));
        detector.passTo(START.plusSeconds(120), 1);
        var first = detector.takeEvents();
        detector.passTo(START.plusSeconds(130));
        // Then
        var rest = detector.takeEvents();
        assertThat(first).hasSizeBetween(1, 200);
        assertThat(rest).hasSize(450 - first.size()).allSatisfy(event -> {
            assertThat(Told.step(event)).isEqualTo("UPDATED [SEVERITY] HIGH");
            assertThat(event.cause()).isInstanceOf(Cause.Configuration.class);
        });
    }

    @Test
    void changedConfigurationBetweenTwoRestarts_isJudgedInTheEnd() {
        // Given a change that is taken back before all is judged
        start(Policy.DEFAULT);
        for (var user = 0; user < 450; user++) {
            openOf("user" + user);
        }
        settle();
        detector.restart(USERS_OFF);
        detector.passTo(START.plusSeconds(120), 1);
        var off = detector.takeEvents();
        // When
        detector.restart(Policy.DEFAULT);
        detector.passTo(START.plusSeconds(130));
        // Then
        assertThat(off).hasSizeBetween(1, 200).extracting(Told::step).containsOnly("RESOLVED RULE_DISABLED");
        assertThat(detector.takeEvents())
                .hasSameSizeAs(off)
                .extracting(Told::step)
                .containsOnly("UPDATED [REOPENED] MEDIUM");
    }

    @Test
    void unchangedConfiguration_judgesNothingAfterARestart() {
        // Given
        start(ROTATION);
        openOf("alice");
        settle();
        var signature = new Agenda(detector.store(Nodes.AGENDA_STORE)).fingerprint();
        // When
        detector.restart();
        detector.passTo(START.plusSeconds(120));
        // Then
        assertThat(signature).contains(ROTATION.fingerprint());
        assertThat(detector.takeEvents()).isEmpty();
    }

    @Test
    void ruleSwitchedOffAndOnAgain_resolvesAndReopensTheSameViolation() {
        // Given
        start(Policy.DEFAULT);
        openOf("alice");
        settle();
        // When
        detector.restart(USERS_OFF);
        detector.passTo(START.plusSeconds(300));
        var off = detector.takeEvents();
        detector.restart(Policy.DEFAULT);
        detector.passTo(START.plusSeconds(400));
        var on = detector.takeEvents();
        // Then
        assertThat(off).extracting(Told::step).containsExactly("RESOLVED RULE_DISABLED");
        assertThat(off.get(0).resolvedAt()).contains(START.plusSeconds(300));
        assertThat(on).extracting(Told::step).containsExactly("UPDATED [REOPENED] MEDIUM");
        assertThat(on.get(0).eventId()).isEqualTo(off.get(0).violationId() + "-3");
    }

    @Test
    void windowAddedByAChange_hasATimerToo() {
        // Given
        start(Policy.DEFAULT);
        openOf("alice");
        settle();
        // When
        detector.restart(ROTATION);
        detector.passTo(START.plusSeconds(120));
        detector.restart();
        detector.passTo(START.plusSeconds(60 + 3_600));
        // Then
        assertThat(detector.takeEvents())
                .extracting(Told::step)
                .containsExactly("UPDATED [SEVERITY] LOW", "UPDATED [SEVERITY] MEDIUM");
    }

    @Test
    void windowTakenAwayByAChange_leavesNoTimer() {
        // Given
        start(ROTATION);
        openOf("alice");
        settle();
        // When
        detector.restart(Policy.DEFAULT);
        detector.passTo(START.plusSeconds(120));
        // Then
        assertThat(detector.takeEvents()).extracting(Told::step).containsExactly("UPDATED [SEVERITY] MEDIUM");
        assertThat(appointments()).isZero();
    }

    @Test
    void accountSuspendedAndActiveAgain_resolvesAndOpens() {
        // Given
        start(ROTATION);
        openOf("alice");
        detector.takeEvents();
        // When
        detector.tell(account(100, AccountState.SUSPENDED));
        var gone = detector.takeEvents();
        var timersWhileGone = appointments();
        detector.restart();
        detector.tell(account(200, AccountState.REMOVED), account(300, AccountState.ACTIVE));
        var back = detector.takeEvents();
        // Then
        assertThat(gone).extracting(Told::step).containsExactly("RESOLVED ACCOUNT_GONE");
        assertThat(timersWhileGone).isZero();
        assertThat(back).extracting(Told::step).containsExactly("OPENED LOW");
        assertThat(back.get(0).openedAt()).isEqualTo(START.plusSeconds(300));
        assertThat(detector.account(ACCOUNT).state()).contains(AccountState.ACTIVE);
    }

    /** Facts, account parts, restarts and other configurations, in any order: the end is the same. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anyOrderOfArrival_endsInTheSame(int seed) {
        // Given
        var steps = new ArrayList<Runnable>(List.of(
                () -> detector.tell(ACCOUNT, createAccessKey("alice", K1, 0)),
                () -> detector.tell(ACCOUNT, createAccessKey("alice", K2, 60)),
                () -> detector.tell(ACCOUNT, createAccessKey("alice", K3, 1_000)),
                () -> detector.tell(ACCOUNT, deleteAccessKey("alice", K1, 2_000)),
                () -> detector.tell(account(500, AccountState.SUSPENDED)),
                () -> detector.tell(account(800, AccountState.ACTIVE)),
                () -> detector.tell(account(900, AccountState.ACTIVE)),
                () -> detector.restart(USERS_OFF),
                () -> detector.restart(EXCEPTION)));
        Collections.shuffle(steps, new Random(seed));
        start(Policy.DEFAULT);
        detector.passTo(START.plus(Duration.ofDays(1)));
        // When
        steps.forEach(Runnable::run);
        detector.restart(ROTATION);
        detector.passTo(START.plus(Duration.ofDays(1)));
        // Then
        assertThat(newest().stream().map(TimeAndConfigurationTest::inShort))
                .containsExactlyInAnyOrder(
                        "[60,500) ACCOUNT_GONE " + K2 + " " + K1, "[800,open) MEDIUM " + K3 + " " + K2 + " " + K1);
    }

    private List<ViolationEvent> newest() {
        var newest = new HashMap<String, ViolationEvent>();
        detector.events().forEach(event -> newest.put(event.violationId(), event));
        return newest.values().stream()
                .filter(event -> event.resolution()
                        .filter(ViolationEvent.Resolution.RETRACTED::equals)
                        .isEmpty())
                .toList();
    }

    private static String inShort(ViolationEvent event) {
        var end = event.resolvedAt()
                .map(at -> second(at) + ") " + event.resolution().orElseThrow())
                // Another severity of what is over is no news.
                .orElse("open) " + event.severity());
        return "[" + second(event.openedAt()) + "," + end + " " + Told.keys(event);
    }

    private static long second(Instant at) {
        return Duration.between(START, at).toSeconds();
    }

    /** Gives a user two keys. */
    private void openOf(String user) {
        detector.tell(ACCOUNT, createAccessKey(user, K1 + user, 0), createAccessKey(user, K2 + user, 60));
    }

    /** Lets the configuration be signed, and forgets the events so far. */
    private void settle() {
        detector.passTo(START.plusSeconds(60));
        detector.takeEvents();
    }

    private long appointments() {
        var count = 0L;
        try (var entries = detector.store(Nodes.AGENDA_STORE).all()) {
            while (entries.hasNext()) {
                count += entries.next().key.length > 1 ? 1 : 0; // all but the signature
            }
        }
        return count;
    }

    private static SnapshotPart account(long asOf, AccountState state) {
        return new SnapshotPart.Account(
                ACCOUNT, START.plusSeconds(asOf), state, Optional.of("payments"), Optional.empty(), Optional.empty());
    }

    private static Policy policy(Optional<Duration> window, Set<String> off, Map<String, Severity> severities) {
        return new Policy(Rules.configured(off, severities, false), window, List.of(), Limits.DEFAULT);
    }
}
