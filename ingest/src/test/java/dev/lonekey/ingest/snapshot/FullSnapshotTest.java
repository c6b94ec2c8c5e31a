package dev.lonekey.ingest.snapshot;

import static dev.lonekey.ingest.aws.IamAction.GENERATE_CREDENTIAL_REPORT;
import static dev.lonekey.ingest.aws.IamAction.GET_ACCESS_KEY_LAST_USED;
import static dev.lonekey.ingest.aws.IamAction.LIST_ACCESS_KEYS;
import static dev.lonekey.ingest.aws.IamAction.LIST_USERS;
import static dev.lonekey.ingest.snapshot.Scene.AS_OF;
import static dev.lonekey.ingest.snapshot.Scene.TEN;
import static dev.lonekey.ingest.snapshot.Scene.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.snapshot.SnapshotPart.Failed;
import dev.lonekey.contract.snapshot.SnapshotPart.Key;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.Report;
import dev.lonekey.contract.snapshot.SnapshotPart.Root;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import dev.lonekey.ingest.aws.AwsFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FullSnapshotTest {

    private final Scene scene = new Scene();
    private final String account = scene.account.id();
    private final WrittenParts parts = scene.parts;

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void manyUsers_areListedPageByPage_andWrittenInPartsOf200() {
        // Given
        scene.account.usersAtOnce(1250, "user-%04d"::formatted);
        // When
        var snapshot = take();
        // Then
        assertThat(parts.of(Users.class).map(part -> part.users().size()))
                .containsExactly(200, 200, 200, 200, 200, 200, 50);
        assertThat(parts.users()).extracting(User::name).doesNotHaveDuplicates().hasSize(1250);
        assertThat(scene.calls(LIST_USERS)).isEqualTo(2);
        assertThat(scene.calls(LIST_ACCESS_KEYS)).isEqualTo(1250);
        assertThat(scene.calls(GET_ACCESS_KEY_LAST_USED)).isZero();
        parts.assertNumberedInOrder();
        assertThat(parts.all().get(0)).isInstanceOf(Root.class);
        assertThat(parts.all().get(9)).isEqualTo(new Completed(snapshot.id(), 9, account, AS_OF, UNTIL, 1250));
        assertThat(parts.all()).hasSize(10);
        assertThat(snapshot.users()).isEqualTo(1250);
    }

    @Test
    void userAndKeys_areShownAsIamShowsThem() {
        // Given
        var id = scene.account.createUser("amy");
        var key = scene.account.createKey("amy");
        scene.account.setStatus("amy", key, "Inactive");
        // When
        var snapshot = take();
        // Then
        var shown = new Key(key, "Inactive", Optional.of(TEN), Optional.empty());
        var part = parts.only(Users.class);
        assertThat(part.users()).singleElement().satisfies(amy -> {
            assertThat(amy.name()).isEqualTo("amy");
            assertThat(amy.id()).contains(id);
            assertThat(amy.arn()).contains("arn:aws:iam::111122223333:user/amy");
            assertThat(amy.keys()).containsExactly(shown);
        });
        assertThat(part.asOf()).isEqualTo(AS_OF);
        assertThat(part.until()).isEqualTo(UNTIL);
        assertThat(snapshot.asOf()).isEqualTo(AS_OF);
        assertThat(snapshot.until()).isEqualTo(UNTIL);
        assertThat(snapshot.id()).startsWith("full-111122223333-2026-11-01T09:59:30Z-");
    }

    @Test
    void lastUse_isAskedForWhereSomebodyMustChoose() {
        // Given
        scene.user("amy", 1);
        scene.user("bob", 0);
        scene.account.createUser("cem");
        var used = scene.account.createKey("cem");
        var unused = scene.account.createKey("cem");
        scene.account.used(used, TEN.minusSeconds(60));
        // When
        var snapshot = take();
        // Then
        assertThat(snapshot.usersWithSeveralKeys()).containsExactly("cem");
        assertThat(parts.users().get(2).keys())
                .extracting(Key::id, Key::lastUsedAt)
                .containsExactlyInAnyOrder(
                        tuple(used, Optional.of(TEN.minusSeconds(60))), tuple(unused, Optional.empty()));
        assertThat(scene.calls(GET_ACCESS_KEY_LAST_USED)).isEqualTo(2);
    }

    @Test
    void lastUseThatMayNotBeAskedFor_isARemark() {
        // Given
        scene.aws.faults().deny(account, "iam:GetAccessKeyLastUsed");
        scene.user("amy", 2);
        // When
        var snapshot = take();
        // Then
        assertThat(snapshot.remarks()).containsExactly("AccessDenied: iam:GetAccessKeyLastUsed");
        assertThat(parts.users().get(0).keys()).hasSize(2);
        assertThat(parts.only(Completed.class).users()).isEqualTo(1);
    }

    @Test
    void rootWithoutKeys_isTold() {
        // When
        take();
        // Then
        var root = parts.only(Root.class);
        assertThat(root.accessKeysPresent()).contains(false);
        assertThat(root.signingCertificatesPresent()).contains(false);
        assertThat(root.asOf()).isEqualTo(AS_OF);
        assertThat(root.until()).isEqualTo(UNTIL);
    }

    @Test
    void keysAndCertificatesOfRoot_areTold_andCountedByTheReport() {
        // Given
        scene.account.createRootKey();
        scene.account.setRootKeyStatus(scene.account.createRootKey(), "Inactive");
        scene.account.rootCertificates(1);
        scene.user("amy", 2);
        // When
        var snapshot = take();
        // Then
        var root = parts.only(Root.class);
        assertThat(root.accessKeysPresent()).contains(true);
        assertThat(root.signingCertificatesPresent()).contains(true);
        var report = parts.only(Report.class);
        assertThat(report.principals())
                .containsExactly(new Principal(true, Optional.of("arn:aws:iam::111122223333:root"), 2, 1, 1));
        assertThat(report.generatedAt()).isEqualTo(TEN);
        assertThat(snapshot.reportGeneratedAt()).contains(TEN);
    }

    @Test
    void summaryOfGovCloud_tellsNothingOfRoot() {
        // Given
        scene.account.summaryWithoutRoot();
        // When
        take();
        // Then
        assertThat(parts.only(Root.class).accessKeysPresent()).isEmpty();
        assertThat(parts.only(Root.class).signingCertificatesPresent()).isEmpty();
    }

    @Test
    void userDeletedInBetween_isNotShown() {
        // Given
        scene.account.usersAtOnce(200, "user-%04d"::formatted);
        scene.user("zoe", 0);
        parts.atFirstUsers(() -> scene.account.deleteUser("zoe"));
        // When
        take();
        // Then
        assertThat(parts.users()).extracting(User::name).hasSize(200).doesNotContain("zoe");
        assertThat(parts.only(Completed.class).users()).isEqualTo(200);
        assertThat(scene.calls(LIST_USERS)).isEqualTo(2);
        assertThat(scene.calls(LIST_ACCESS_KEYS)).isEqualTo(201);
    }

    @Test
    void userRenamedInBetween_isShownOnceByTheNewName() {
        // Given
        scene.account.usersAtOnce(200, "user-%04d"::formatted);
        scene.user("zoe", 2);
        parts.atFirstUsers(() -> scene.account.renameUser("zoe", "ann"));
        // When
        var snapshot = take();
        // Then
        assertThat(parts.users()).extracting(User::name).contains("ann").doesNotContain("zoe");
        assertThat(parts.only(Completed.class).users()).isEqualTo(201);
        assertThat(snapshot.usersWithSeveralKeys()).containsExactly("ann");
        assertThat(scene.calls(LIST_ACCESS_KEYS)).isEqualTo(202);
        parts.assertNumberedInOrder();
    }

    @Test
    void nameThatGoesOverToAnotherUser_isListedForTheOtherToo() {
        // Given
        scene.account.usersAtOnce(200, "user-%04d"::formatted);
        var zoe = scene.account.createUser("zoe");
        var key = scene.account.createKey("zoe");
        scene.account.createUser("zora");
        parts.atFirstUsers(() -> {
            scene.account.deleteUser("zora");
            scene.account.renameUser("zoe", "zora");
        });
        // When
        take();
        // Then
        assertThat(parts.users()).last().satisfies(user -> {
            assertThat(user.name()).isEqualTo("zora");
            assertThat(user.id()).contains(zoe);
            assertThat(user.keys()).extracting(Key::id).containsExactly(key);
        });
    }

    @Test
    void userWhomIamListsAndDoesNotKnow_letsNothingComplete() {
        // Given
        scene.user("amy", 1);
        scene.aws.faults().failWith(account, "iam:ListAccessKeys", 404, "NoSuchEntity", "made up");
        // When
        var taking = scene.taker.full(scene.lane);
        // Then
        assertThat(Scene.problem(taking).reason()).isEqualTo("users changed all the while");
        assertThat(scene.calls(LIST_USERS)).isEqualTo(4);
        assertThat(parts.of(Completed.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam:GetAccountSummary", "iam:ListUsers", "iam:ListAccessKeys"})
    void missingPermission_failsTheSnapshot_andIsNamed(String permission) {
        // Given
        scene.account.usersAtOnce(250, "user-%04d"::formatted);
        scene.aws.faults().deny(account, permission);
        // When
        var taking = scene.taker.full(scene.lane);
        // Then
        var problem = Scene.problem(taking);
        assertThat(problem.reason()).isEqualTo("AccessDenied: " + permission);
        assertThat(problem.message()).contains(account);
        var failed = parts.only(Failed.class);
        assertThat(failed.reason()).isEqualTo("AccessDenied: " + permission);
        assertThat(failed.asOf()).isEqualTo(AS_OF);
        assertThat(parts.all()).last().isEqualTo(failed);
        assertThat(parts.of(Completed.class)).isEmpty();
        assertThat(scene.calls(LIST_ACCESS_KEYS)).isLessThan(10);
    }

    @Test
    void permissionThatIsTakenAway_leavesAPartialSnapshot() {
        // Given
        scene.account.usersAtOnce(500, "user-%04d"::formatted);
        parts.atFirstUsers(() -> scene.aws.faults().deny(account, "iam:ListAccessKeys"));
        // When
        var taking = scene.taker.full(scene.lane);
        // Then
        assertThat(Scene.problem(taking).reason()).isEqualTo("AccessDenied: iam:ListAccessKeys");
        assertThat(parts.users()).hasSize(200);
        assertThat(parts.of(Completed.class)).isEmpty();
        parts.only(Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam:GenerateCredentialReport", "iam:GetCredentialReport"})
    void reportThatMayNotBeRead_isARemark(String permission) {
        // Given
        scene.user("amy", 1);
        scene.aws.faults().deny(account, permission);
        // When
        var snapshot = take();
        // Then
        assertThat(snapshot.remarks()).containsExactly("AccessDenied: " + permission);
        assertThat(snapshot.reportGeneratedAt()).isEmpty();
        assertThat(parts.of(Report.class)).isEmpty();
        assertThat(parts.only(Completed.class).parts()).isEqualTo(2);
    }

    @Test
    void reportThatIsNeverMade_isARemark() {
        // Given
        scene.account.reportTakes(Duration.ofHours(1));
        // When
        var snapshot = scene.impatient(Duration.ofMillis(100)).full(scene.lane).join();
        // Then
        assertThat(snapshot.remarks()).containsExactly("credential report not made in time");
        assertThat(parts.only(Completed.class).parts()).isEqualTo(1);
    }

    @Test
    void reportThatTakesLong_doesNotBlurWhenUsersWereListed() {
        // Given
        scene.user("amy", 1);
        scene.account.reportTakes(Duration.ofMinutes(5));
        parts.atFirstUsers(() -> {});
        // When
        var taking = scene.taker.full(scene.lane);
        await().until(() -> parts.of(Users.class).count() == 1 && scene.calls(GENERATE_CREDENTIAL_REPORT) > 3);
        scene.clock.advance(Duration.ofMinutes(5));
        // Then
        assertThat(taking.join().reportGeneratedAt()).contains(TEN);
        assertThat(parts.only(Completed.class).until()).isEqualTo(UNTIL);
    }

    @Test
    void accountThatThrottlesInTheMiddle_isListedLater() {
        // Given
        scene.account.usersAtOnce(300, "user-%04d"::formatted);
        parts.atFirstUsers(() -> scene.aws.faults().throttle(account, "iam:*"));
        // When
        var taking = scene.taker.full(scene.lane);
        await().until(() -> parts.users().size() == 200);
        var before = scene.aws.calls().count(account, "iam:*");
        await().until(() -> scene.aws.calls().count(account, "iam:*") > before + 4 + 2);
        scene.aws.faults().healAll();
        // Then
        assertThat(taking.join().users()).isEqualTo(300);
        assertThat(parts.only(Completed.class).users()).isEqualTo(300);
        assertThat(parts.of(Failed.class)).isEmpty();
    }

    @Test
    void accountThatIsNoLongerOurs_isAskedNoMore_andNothingIsSaid() {
        // Given
        scene.account.usersAtOnce(1000, "user-%04d"::formatted);
        parts.atFirstUsers(scene.lane::close);
        // When
        var taking = scene.taker.full(scene.lane);
        // Then
        assertThat(taking).failsWithin(Duration.ofSeconds(10)).withThrowableOfType(CancellationException.class);
        assertThat(parts.all()).noneMatch(part -> part instanceof Failed || part instanceof Completed);
        assertThat(scene.calls(LIST_ACCESS_KEYS)).isEqualTo(200);
    }

    @Test
    void snapshotThatNobodyWaitsFor_endsItsCalls() {
        // Given
        scene.account.usersAtOnce(200, "user-%04d"::formatted);
        scene.aws.faults().delay(account, "iam:ListAccessKeys", Duration.ofMillis(50));
        var taking = scene.taker.full(scene.lane);
        await().until(() -> scene.calls(LIST_ACCESS_KEYS) > 0);
        // When
        taking.cancel(false);
        // Then
        assertThat(scene.taker.root(scene.lane).join().users()).isZero();
        assertThat(scene.calls(LIST_ACCESS_KEYS)).isLessThan(50);
        assertThat(parts.of(Failed.class)).isEmpty();
    }

    @Test
    void partThatCannotBeWritten_failsTheSnapshot() {
        // Given
        var full = new IllegalStateException("made up");
        var taker = new SnapshotTaker(
                part -> {
                    throw full;
                },
                scene.clock);
        // When
        var taking = taker.full(scene.lane);
        // Then
        assertThat(taking)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCause(full)
                .isNotInstanceOf(AwsFailure.class);
    }

    private Snapshot take() {
        return scene.taker.full(scene.lane).join();
    }
}
