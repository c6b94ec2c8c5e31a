package dev.lonekey.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.runtime.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountDirectoryTest {

    private static final String A = "111122223333";
    private static final String B = "444455556666";

    private AccountList list = () -> List.of(MemberAccount.of(A));
    private final AccountDirectory directory = new AccountDirectory(() -> list.read(), id -> !id.startsWith("9"));

    @Test
    void beforeTheFirstList_nothingIsWatchedAndThatIsAProblem() {
        assertThat(directory.active()).isEmpty();
        assertThat(directory.problem()).isPresent();
    }

    @Test
    void activeAccountsThatAreIncluded_areWatched() {
        // Given
        var suspended =
                new MemberAccount(B, AccountState.SUSPENDED, Optional.empty(), Optional.empty(), Optional.empty());
        list = () -> List.of(MemberAccount.of(A), suspended, MemberAccount.of("999900001111"));
        // When
        directory.refresh();
        // Then
        assertThat(directory.active()).extracting(MemberAccount::id).containsExactly(A);
        assertThat(directory.all()).hasSize(3);
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void failedList_leavesTheLastOne() {
        // Given
        listed(A, B);
        // When
        fails(new AwsFailure(new AwsProblem(Kind.ACCESS_DENIED, "denied", "the organization: denied"), null));
        // Then
        assertThat(directory.active()).hasSize(2);
        assertThat(directory.problem()).contains("the organization: denied");
    }

    @Test
    void unreadableFile_leavesTheLastList() {
        // Given
        listed(A, B);
        // When
        fails(new Failure("accounts.txt does not exist"));
        // Then
        assertThat(directory.active()).hasSize(2);
        assertThat(directory.problem()).contains("accounts.txt does not exist");
    }

    @Test
    void nextGoodList_endsTheProblem() {
        // Given
        fails(new Failure("accounts.txt does not exist"));
        // When
        listed(A);
        // Then
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void oneListWithoutAnAccount_doesNotRemoveIt() {
        // Given
        listed(A, B);
        // When
        listed(A);
        // Then
        assertThat(directory.missingFromTwoLists()).isEmpty();
    }

    @Test
    void twoListsWithoutAnAccount_removeIt() {
        // Given
        listed(A, B);
        // When
        listed(A);
        listed(A);
        // Then
        assertThat(directory.missingFromTwoLists()).containsExactly(B);
    }

    @Test
    void failedAndEmptyLists_removeNobody() {
        // Given
        listed(A, B);
        listed(A);
        // When
        listed();
        fails(new Failure("accounts.txt does not exist"));
        // Then
        assertThat(directory.missingFromTwoLists()).isEmpty();
        assertThat(directory.active()).hasSize(1);
    }

    @Test
    void accountThatComesBack_isNotRemoved() {
        // Given
        listed(A, B);
        listed(A);
        // When
        listed(A, B);
        listed(A);
        // Then
        assertThat(directory.missingFromTwoLists()).isEmpty();
    }

    @Test
    void accountKnownFromBefore_isRemovedOnlyAfterTwoLists() {
        // Given
        directory.known(Set.of(B));
        // When
        listed(A);
        var afterOne = directory.missingFromTwoLists();
        listed(A);
        var afterTwo = directory.missingFromTwoLists();
        // Then
        assertThat(afterOne).isEmpty();
        assertThat(afterTwo).containsExactly(B);
    }

    @Test
    void excludedAccount_isNotRemoved() {
        // When
        listed(A, "999900001111");
        listed(A, "999900001111");
        // Then
        assertThat(directory.missingFromTwoLists()).isEmpty();
    }

    private void listed(String... ids) {
        list = () -> Stream.of(ids).map(MemberAccount::of).toList();
        directory.refresh();
    }

    private void fails(RuntimeException failure) {
        list = () -> {
            throw failure;
        };
        directory.refresh();
    }
}
