package dev.lonekey.ingest.snapshot;

import static dev.lonekey.ingest.aws.IamAction.GENERATE_CREDENTIAL_REPORT;
import static dev.lonekey.ingest.aws.IamAction.GET_ACCESS_KEY_LAST_USED;
import static dev.lonekey.ingest.aws.IamAction.GET_CREDENTIAL_REPORT;
import static dev.lonekey.ingest.aws.IamAction.LIST_ACCESS_KEYS;
import static dev.lonekey.ingest.aws.IamAction.LIST_USERS;
import static dev.lonekey.ingest.snapshot.Scene.AS_OF;
import static dev.lonekey.ingest.snapshot.Scene.TEN;
import static dev.lonekey.ingest.snapshot.Scene.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.snapshot.SnapshotPart.Failed;
import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.contract.snapshot.SnapshotPart.Report;
import dev.lonekey.contract.snapshot.SnapshotPart.Root;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ReportSnapshotTest {

    private static final Principal ROOT_WITHOUT_KEYS =
            new Principal(true, Optional.of("arn:aws:iam::111122223333:root"), 0, 0, 0);

    private final Scene scene = new Scene();
    private final String account = scene.account.id();
    private final WrittenParts parts = scene.parts;

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void usersWithTwoActiveKeys_suspects_andThoseNamedByEvents_areListed() {
        // Given
        scene.user("amy", 2);
        scene.user("bob", 1);
        scene.user("cem", 1);
        scene.user("Dan", 0);
        scene.user("eve", 1);
        // When
        var snapshot = take(new Hints(Optional.empty(), Set.of("cem", "gone"), Set.of("dan", "AMY", "AWS ROOT USER")));
        // Then
        assertThat(parts.all()).hasExactlyElementsOfTypes(Root.class, Users.class, Report.class);
        parts.assertNumberedInOrder();
        assertThat(parts.users()).extracting(User::name).containsExactly("amy", "cem", "Dan");
        assertThat(parts.users()).extracting(User::id).containsOnly(Optional.empty());
        assertThat(parts.users().get(2).arn()).contains("arn:aws:iam::111122223333:user/Dan");
        assertThat(parts.only(Users.class).asOf()).isEqualTo(AS_OF);
        assertThat(parts.only(Users.class).until()).isEqualTo(UNTIL);
        assertThat(parts.only(Report.class).principals()).containsExactly(ROOT_WITHOUT_KEYS);
        assertThat(snapshot.usersWithSeveralKeys()).containsExactly("amy");
        assertThat(snapshot.users()).isEqualTo(3);
        assertThat(scene.calls(LIST_USERS)).isZero();
        assertThat(scene.calls(LIST_ACCESS_KEYS)).isEqualTo(4);
        assertThat(scene.calls(GET_ACCESS_KEY_LAST_USED)).isEqualTo(2);
    }

    @Test
    void sameReportAsLastTime_isNotWrittenAgain_butUsersAreListedAgain() {
        // Given
        scene.user("amy", 2);
        var first = take(Hints.NONE);
        parts.forget();
        scene.clock.advance(Duration.ofHours(1));
        // When
        var second = take(new Hints(first.reportGeneratedAt(), Set.of(), Set.of()));
        // Then
        assertThat(parts.all()).hasExactlyElementsOfTypes(Root.class, Users.class);
        assertThat(second.reportGeneratedAt()).contains(TEN);
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void userOfTheReportWhoCannotBeListed_isCountedByTheReport() {
        // Given
        scene.user("amy", 2);
        scene.user("bob", 2);
        take(Hints.NONE);
        parts.forget();
        scene.account.renameUser("amy", "ann");
        // When
        take(Hints.NONE);
        // Then
        assertThat(parts.users()).extracting(User::name).containsExactly("bob");
        assertThat(parts.only(Report.class).principals())
                .containsExactly(
                        ROOT_WITHOUT_KEYS,
                        new Principal(false, Optional.of("arn:aws:iam::111122223333:user/amy"), 2, 2, 0));
    }

    @Test
    void reportWithoutPermissionToList_isWritten_beforeTheFailureIsTold() {
        // Given
        scene.user("amy", 2);
        scene.aws.faults().deny(account, "iam:ListAccessKeys");
        // When
        var taking = scene.taker.report(scene.lane, Hints.NONE);
        // Then
        assertThat(Scene.problem(taking).reason()).isEqualTo("AccessDenied: iam:ListAccessKeys");
        assertThat(parts.all()).hasExactlyElementsOfTypes(Root.class, Report.class, Failed.class);
        assertThat(parts.only(Report.class).principals()).hasSize(2);
    }

    @Test
    void reportThatMayNotBeMade_failsTheSnapshot() {
        // Given
        scene.aws.faults().deny(account, "iam:GenerateCredentialReport");
        // When
        var taking = scene.taker.report(scene.lane, Hints.NONE);
        // Then
        assertThat(Scene.problem(taking).reason()).isEqualTo("AccessDenied: iam:GenerateCredentialReport");
        assertThat(parts.only(Failed.class).reason()).isEqualTo("AccessDenied: iam:GenerateCredentialReport");
        parts.only(Root.class);
    }

    @Test
    void reportThatIsBeingMade_isWaitedFor_furtherAndFurtherApart() {
        // Given
        scene.user("amy", 2);
        scene.account.reportTakes(Duration.ofMinutes(2));
        // When
        var taking = scene.taker.report(scene.lane, Hints.NONE);
        await().until(() -> scene.calls(GENERATE_CREDENTIAL_REPORT) > 4);
        scene.clock.advance(Duration.ofMinutes(2));
        // Then
        assertThat(taking.join().reportGeneratedAt()).contains(TEN);
        assertThat(scene.calls(GET_CREDENTIAL_REPORT)).isEqualTo(1);
        assertThat(parts.only(Users.class).asOf()).isEqualTo(AS_OF.plus(Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @CsvSource({"410, ReportNotPresent", "410, ReportExpired", "404, ReportInProgress"})
    void reportThatIsNotThereAfterAll_isOrderedAgain(int status, String code) {
        // Given
        scene.aws.faults().failWith(account, "iam:GetCredentialReport", status, code, "Unknown");
        // When
        var taking = scene.taker.report(scene.lane, Hints.NONE);
        await().until(() -> scene.calls(GET_CREDENTIAL_REPORT) > 2);
        scene.aws.faults().healAll();
        // Then
        assertThat(taking.join().reportGeneratedAt()).contains(TEN);
        assertThat(scene.calls(GENERATE_CREDENTIAL_REPORT)).isGreaterThanOrEqualTo(scene.calls(GET_CREDENTIAL_REPORT));
    }

    @Test
    void reportThatIsNeverMade_failsTheSnapshot() {
        // Given
        scene.account.reportTakes(Duration.ofHours(1));
        // When
        var taking = scene.impatient(Duration.ofMillis(200)).report(scene.lane, Hints.NONE);
        // Then
        assertThat(Scene.problem(taking).message()).startsWith("account 111122223333: AWS did not make the credential");
        assertThat(scene.calls(GENERATE_CREDENTIAL_REPORT)).isLessThan(10);
        parts.only(Failed.class);
    }

    @Test
    void damagedReport_failsTheSnapshot_andNamesTheAccount() {
        // Given
        scene.user("no,name", 1);
        // When
        var taking = scene.taker.report(scene.lane, Hints.NONE);
        // Then
        assertThat(Scene.problem(taking).message())
                .startsWith(
                        "account 111122223333: the credential report cannot be used: line 3: the report is damaged");
        assertThat(parts.only(Failed.class).reason()).isEqualTo("credential report damaged");
    }

    @Test
    void singleUsers_areListedWithoutAnythingElse() {
        // Given
        scene.user("amy", 2);
        scene.user("bob", 1);
        // When
        var snapshot = scene.taker
                .users(scene.lane, Set.of("amy", "gone", "no name at all"))
                .join();
        // Then
        assertThat(parts.all()).hasExactlyElementsOfTypes(Users.class);
        assertThat(parts.users()).extracting(User::name).containsExactly("amy");
        assertThat(snapshot.usersWithSeveralKeys()).containsExactly("amy");
        assertThat(snapshot.id()).startsWith("users-111122223333-");
    }

    @Test
    void singleUsersWhoAreAllGone_yieldNoPart() {
        // When
        var snapshot = scene.taker.users(scene.lane, Set.of("gone")).join();
        // Then
        assertThat(parts.all()).isEmpty();
        assertThat(snapshot.users()).isZero();
    }

    @Test
    void singleUserWhoMayNotBeListed_failsWithoutAPart() {
        // Given
        scene.user("amy", 2);
        scene.aws.faults().deny(account, "iam:ListAccessKeys");
        // When
        var taking = scene.taker.users(scene.lane, Set.of("amy"));
        // Then
        assertThat(Scene.problem(taking).reason()).isEqualTo("AccessDenied: iam:ListAccessKeys");
        assertThat(parts.all()).isEmpty();
    }

    @Test
    void rootAlone_isOneCall() {
        // Given
        scene.account.createRootKey();
        // When
        scene.taker.root(scene.lane).join();
        // Then
        assertThat(parts.all()).hasExactlyElementsOfTypes(Root.class);
        assertThat(parts.only(Root.class).accessKeysPresent()).contains(true);
        assertThat(parts.of(Completed.class)).isEmpty();
        assertThat(scene.aws.calls().all()).hasSize(1);
    }

    private Snapshot take(Hints hints) {
        return scene.taker.report(scene.lane, hints).join();
    }
}
