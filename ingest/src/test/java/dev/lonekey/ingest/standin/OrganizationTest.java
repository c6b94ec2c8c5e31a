package dev.lonekey.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.TooManyRequestsException;

class OrganizationTest {

    private static final String WEB = "444455556666";
    private static final String BATCH = "777788889999";

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private final OrganizationsClient organizations = Clients.of(aws).organizations();

    @BeforeEach
    void addAccounts() {
        aws.organization().add(WEB, "Web", "Root/Prod/Web");
        aws.organization().add(BATCH, "Batch", "Root/Prod");
        aws.organization().status(BATCH, "PENDING_CLOSURE");
    }

    @AfterEach
    void close() {
        organizations.close();
        aws.close();
    }

    @Test
    void accounts_comePageByPage_withEmptyPagesBetween() {
        // Given
        aws.organization().pageSize(2);
        aws.organization().emptyPagesBetween(true);
        // When
        var pages = organizations.listAccountsPaginator().stream().toList();
        // Then
        assertThat(pages)
                .flatExtracting(ListAccountsResponse::accounts)
                .extracting(Account::id)
                .containsExactly(aws.homeAccount(), WEB, BATCH);
        assertThat(pages)
                .flatExtracting(ListAccountsResponse::accounts)
                .extracting(Account::stateAsString)
                .containsExactly("ACTIVE", "ACTIVE", "PENDING_CLOSURE");
        assertThat(pages).extracting(page -> page.accounts().size()).containsExactly(0, 2, 0, 1);
    }

    @Test
    void units_leadFromTheRootToTheAccountAndBack() {
        // Given
        var root = organizations.listRoots().roots().get(0);
        // When
        var prod = onlyUnitIn(root.id());
        var web = onlyUnitIn(prod.id());
        var accounts = organizations.listAccountsForParent(request -> request.parentId(web.id()));
        var parents =
                organizations.listParents(request -> request.childId(BATCH)).parents();
        // Then
        assertThat(prod.name()).isEqualTo("Prod");
        assertThat(accounts.accounts()).extracting(Account::id).containsExactly(WEB);
        assertThat(parents).singleElement().satisfies(parent -> {
            assertThat(parent.id()).isEqualTo(prod.id());
            assertThat(parent.type()).isEqualTo(ParentType.ORGANIZATIONAL_UNIT);
        });
        assertThat(organizations
                        .describeOrganizationalUnit(request -> request.organizationalUnitId(web.id()))
                        .organizationalUnit())
                .isEqualTo(web);
    }

    @Test
    void throttledCall_isOneTooMany() {
        // Given
        aws.faults().throttle(aws.homeAccount(), "organizations:*");
        // When, Then
        assertThatExceptionOfType(TooManyRequestsException.class).isThrownBy(organizations::listAccounts);
    }

    @Test
    void accountWithoutOrganization_saysSo() {
        // Given
        aws.organization().inUse(false);
        // When, Then
        assertThatExceptionOfType(AwsOrganizationsNotInUseException.class)
                .isThrownBy(organizations::describeOrganization);
    }

    private OrganizationalUnit onlyUnitIn(String parent) {
        return organizations
                .listOrganizationalUnitsForParent(request -> request.parentId(parent))
                .organizationalUnits()
                .get(0);
    }
}
