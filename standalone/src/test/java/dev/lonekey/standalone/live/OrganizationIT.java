package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that come, change and go. */
class OrganizationIT {

    private static final String HOME = "111122223333";
    private static final String A = "444455556666";
    private static final String B = "777788889999";
    private static final String EXCLUDED = "999900001111";
    private static final String LATER = "222233334444";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void membersOfAnOrganization_arePublishedOnceUntilTheyChange() throws Exception {
        try (var live = organization()) {
            // Given
            awaitListsAfterNow(live, 2);
            await().atMost(PATIENCE).until(() -> parts(live, A).size() == 1);
            await().atMost(PATIENCE).until(() -> parts(live, EXCLUDED).size() == 1);
            // When
            live.aws.organization().move(A, "Root/Retired/Web");
            await().atMost(PATIENCE).until(() -> parts(live, A).size() == 2);
            live.aws.organization().add(A, "New name", "Root/Retired/Web");
            await().atMost(PATIENCE).until(() -> parts(live, A).size() == 3);
            awaitListsAfterNow(live, 2);
            // Then
            assertThat(parts(live, A))
                    .extracting(
                            part -> part.name().orElse(""), part -> part.ou().orElse(""))
                    .containsExactly(
                            tuple("Account A", "Root/Prod"),
                            tuple("Account A", "Root/Retired/Web"),
                            tuple("New name", "Root/Retired/Web"));
            assertThat(parts(live, B)).hasSize(1);
            await().atMost(PATIENCE).until(() -> status(live, A).isPresent());
        }
    }

    @Test
    void suspendedAccount_isAskedNoMore_andItsViolationsEnd_untilItIsBack() throws Exception {
        try (var live = organization()) {
            // Given
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 1);
            live.clock.advance(Duration.ofMinutes(5));
            // When
            live.aws.organization().status(A, "SUSPENDED");
            // Then
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 2);
            assertThat(newest(live).resolution()).contains(Resolution.ACCOUNT_GONE);
            awaitWatched(live, 2);
            live.aws.calls().clear();
            live.clock.advance(Duration.ofHours(12));
            await().atMost(PATIENCE).until(() -> live.aws.calls().count(B, "iam:ListUsers") == 1);
            assertThat(live.aws.calls().count(A, "iam:*")).isZero();
            // When
            live.aws.organization().status(A, "ACTIVE");
            // Then
            await().atMost(PATIENCE).until(() -> live.aws.calls().count(A, "iam:ListUsers") == 1);
            await().atMost(PATIENCE).until(() -> newest(live).type() != EventType.RESOLVED);
            assertThat(states(live, A))
                    .containsExactly(AccountState.ACTIVE, AccountState.SUSPENDED, AccountState.ACTIVE);
        }
    }

    @Test
    void accountMissingFromTwoLists_isRemoved() throws Exception {
        try (var live = organization()) {
            // Given
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 1);
            live.clock.advance(Duration.ofMinutes(5));
            awaitListsAfterNow(live, 2);
            // When
            live.aws.organization().remove(A);
            awaitWatched(live, 2);
            live.aws.faults().deny("*", "organizations:ListAccounts");
            awaitListsAfterNow(live, 3);
            // Then
            assertThat(states(live, A)).containsExactly(AccountState.ACTIVE);
            assertThat(live.topics.violations()).hasSize(1);
            // When
            live.aws.faults().healAll();
            // Then
            await().atMost(PATIENCE).until(() -> live.topics.violations().size() == 2);
            assertThat(states(live, A)).containsExactly(AccountState.ACTIVE, AccountState.REMOVED);
            assertThat(newest(live).resolution()).contains(Resolution.ACCOUNT_GONE);
            // When
            live.clock.advance(Duration.ofHours(12));
            live.aws.organization().add(A, "Account A", "Root/Prod");
            live.aws.calls().clear();
            // Then
            await().atMost(PATIENCE).until(() -> live.aws.calls().count(A, "iam:ListUsers") == 1);
            await().atMost(PATIENCE).until(() -> states(live, A).size() == 3);
            assertThat(states(live, A)).last().isEqualTo(AccountState.ACTIVE);
            assertThat(Stream.of(HOME, B, EXCLUDED).flatMap(id -> states(live, id).stream()))
                    .containsOnly(AccountState.ACTIVE);
        }
    }

    @Test
    void newAccount_isAskedAfterTheNextList_andExcludedOnesNever() throws Exception {
        try (var live = organization()) {
            // Given
            awaitWatched(live, 3);
            // When
            live.aws.organization().add(LATER, "Later", "Root/Prod");
            // Then
            await().atMost(PATIENCE).until(() -> live.aws.calls().count(LATER, "iam:ListUsers") == 1);
            awaitWatched(live, 4);
            assertThat(live.aws.calls().count(EXCLUDED, "*")).isZero();
            assertThat(states(live, LATER)).containsExactly(AccountState.ACTIVE);
        }
    }

    private LiveSystem organization() throws Exception {
        var settings = "accounts: {organization: true, refresh: 1s, exclude: ['9999*']}";
        return new LiveSystem(folder, Topics.EMBEDDED, settings, aws -> {
            var organization = aws.organization();
            organization.add(A, "Account A", "Root/Prod");
            organization.add(B, "Account B", "Root/Prod/Web");
            organization.add(EXCLUDED, "Left alone", "Root");
            aws.account(A).createUser("alice");
            aws.account(A).createKey("alice");
            aws.account(A).createKey("alice");
        });
    }

    /** Waits until so many lists were read that had not begun yet. */
    private static void awaitListsAfterNow(LiveSystem live, int lists) {
        var calls = live.aws.calls();
        var before = calls.count("*", "organizations:ListAccounts");
        await().atMost(PATIENCE).until(() -> calls.count("*", "organizations:ListAccounts") > before + lists);
    }

    private static void awaitWatched(LiveSystem live, int accounts) {
        await().atMost(PATIENCE)
                .until(() -> live.meters
                                .get("lonekey.ingest.accounts.watched")
                                .gauge()
                                .value()
                        == accounts);
    }

    private static List<AccountState> states(LiveSystem live, String account) {
        return parts(live, account).stream().map(SnapshotPart.Account::status).toList();
    }

    private static List<SnapshotPart.Account> parts(LiveSystem live, String account) {
        return live.topics.records(Topic.IAM_SNAPSHOTS).stream()
                .map(record -> parsed(record.value()))
                .filter(part -> part.accountId().equals(account))
                .flatMap(part -> part instanceof SnapshotPart.Account told ? Stream.of(told) : Stream.empty())
                .toList();
    }

    private static SnapshotPart parsed(byte[] json) {
        try {
            return SnapshotPart.parse(json);
        } catch (RejectedException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Optional<String> status(LiveSystem live, String account) {
        return live.topics.accounts().stream()
                .filter(known -> known.accountId().equals(account))
                .flatMap(known -> known.name().stream())
                .filter("New name"::equals)
                .findAny();
    }

    private static ViolationEvent newest(LiveSystem live) {
        var events = live.topics.violations();
        return events.get(events.size() - 1);
    }
}
