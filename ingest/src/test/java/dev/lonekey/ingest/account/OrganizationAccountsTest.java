package dev.lonekey.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.ingest.aws.Aws;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.ingest.standin.AwsStandIn;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationAccountsTest {

    private static final String WEB = "444455556666";

    private AwsStandIn standIn;
    private AwsClients aws;
    private OrganizationAccounts accounts;

    @BeforeEach
    void start() {
        standIn = AwsStandIn.start(Clock.systemUTC());
        standIn.organization().add(WEB, "Web", "Root/Prod/Web");
        aws = Aws.clients(standIn);
        accounts = new OrganizationAccounts(aws.organizations());
    }

    @AfterEach
    void stop() {
        aws.close();
        standIn.close();
    }

    @Test
    void account_isToldWithNameAndUnits() {
        // When
        var web = read(WEB);
        // Then
        assertThat(web).hasValueSatisfying(account -> {
            assertThat(account.state()).isEqualTo(AccountState.ACTIVE);
            assertThat(account.name()).contains("Web");
            assertThat(account.email()).isPresent();
            assertThat(account.ou()).contains("Root/Prod/Web");
        });
        assertThat(read(standIn.homeAccount()).flatMap(MemberAccount::ou)).contains("Root");
    }

    @Test
    void pages_areAllRead() {
        // Given
        standIn.organization().pageSize(7);
        addMany(50);
        // When
        var all = accounts.read();
        // Then
        assertThat(all).hasSize(52).allSatisfy(account -> assertThat(account.ou())
                .isPresent());
    }

    @Test
    void emptyPage_isNotTheEnd() {
        // Given
        standIn.organization().pageSize(7);
        standIn.organization().emptyPagesBetween(true);
        addMany(50);
        // When
        var all = accounts.read();
        // Then
        assertThat(all).hasSize(52).allSatisfy(account -> assertThat(account.ou())
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, ACTIVE",
        "SUSPENDED, SUSPENDED",
        "PENDING_CLOSURE, SUSPENDED",
        "CLOSED, SUSPENDED",
        "SOMETHING_NEW, ACTIVE"
    })
    void state_isReadFromStateOrStatus(String told, AccountState state) {
        // Given
        standIn.organization().status(WEB, told);
        // Then
        assertThat(read(WEB).map(MemberAccount::state)).contains(state);
    }

    @Test
    void accountThatIsNotYetActive_isNotListed() {
        // Given
        standIn.organization().status(WEB, "PENDING_ACTIVATION");
        // Then
        assertThat(read(WEB)).isEmpty();
    }

    @Test
    void stateAlone_isEnough() {
        // Given
        standIn.organization().stateOnly();
        standIn.organization().status(WEB, "CLOSED");
        // Then
        assertThat(read(WEB).map(MemberAccount::state)).contains(AccountState.SUSPENDED);
    }

    @Test
    void deniedUnits_leaveAccountsWithoutThem() {
        // Given
        standIn.faults().deny("*", "organizations:ListRoots");
        // Then
        assertThat(read(WEB))
                .hasValueSatisfying(account -> assertThat(account.ou()).isEmpty());
    }

    @Test
    void unitsThatFailLater_stayAsTheyWere() {
        // Given
        accounts.read();
        standIn.faults().deny("*", "organizations:ListOrganizationalUnitsForParent");
        // Then
        assertThat(read(WEB).flatMap(MemberAccount::ou)).contains("Root/Prod/Web");
    }

    @Test
    void deniedList_isAFailure() {
        // Given
        standIn.faults().deny("*", "organizations:ListAccounts");
        // When
        var failure = catchThrowableOfType(AwsFailure.class, accounts::read);
        // Then
        assertThat(failure.problem().kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(failure)
                .hasMessageStartingWith("the organization: AccessDeniedException: organizations:ListAccounts");
    }

    @Test
    void emptyList_isAFailure() {
        // Given
        standIn.organization().remove(WEB);
        standIn.organization().remove(standIn.homeAccount());
        // Then
        assertThatThrownBy(accounts::read)
                .isInstanceOf(AwsFailure.class)
                .hasMessageContaining("no accounts were listed");
    }

    @Test
    void accountThatLeavesWhileUnitsAreRead_keepsItsUnit() {
        // Given
        read(WEB);
        standIn.faults().delay("*", "organizations:ListRoots", Duration.ofMillis(500));
        var asked = standIn.calls().count("*", "organizations:ListRoots");
        // When
        var reading = CompletableFuture.supplyAsync(() -> read(WEB));
        await().until(() -> standIn.calls().count("*", "organizations:ListRoots") > asked);
        standIn.organization().remove(WEB);
        // Then
        assertThat(reading.join().flatMap(MemberAccount::ou)).contains("Root/Prod/Web");
    }

    @Test
    void pageThatComesAgain_isAFailure() {
        assertThatThrownBy(() -> Pages.read(token -> "page", page -> "same"))
                .isInstanceOf(AwsFailure.class)
                .hasMessageContaining("a page came twice");
    }

    private void addMany(int count) {
        IntStream.range(0, count).forEach(each -> standIn.organization()
                .add("7777%08d".formatted(each), "Sandbox", "Root/Sandbox" + each % 3));
    }

    private Optional<MemberAccount> read(String id) {
        return accounts.read().stream()
                .filter(account -> account.id().equals(id))
                .findAny();
    }
}
