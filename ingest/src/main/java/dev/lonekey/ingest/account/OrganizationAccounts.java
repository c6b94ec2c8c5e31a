package dev.lonekey.ingest.account;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblems;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;

/**
 * The accounts of the organization, as its management account or a delegated administrator sees them. Where they stand in
 * it is told along if we may ask; that takes a permission more for each of three calls, and nothing depends on it.
 */
final class OrganizationAccounts implements AccountList {

    private static final Logger LOG = LoggerFactory.getLogger(OrganizationAccounts.class);

    private static final String WHERE = "the organization";
    private static final String LIST_ACCOUNTS = "organizations:ListAccounts";

    private final OrganizationsClient organizations;
    private Map<String, String> units = Map.of();
    private boolean toldWithoutUnits;

    OrganizationAccounts(OrganizationsClient organizations) {
        this.organizations = organizations;
    }

    @Override
    public synchronized List<MemberAccount> read() {
        var accounts = accounts();
        var read = units();
        var newest = new HashMap<String, String>();
        for (var account : accounts) {
            // Each account is somewhere: one that was found nowhere has moved while the tree was walked.
            Optional.ofNullable(read.getOrDefault(account.id(), units.get(account.id())))
                    .ifPresent(unit -> newest.put(account.id(), unit));
        }
        units = newest;
        return accounts.stream().flatMap(account -> member(account).stream()).toList();
    }

    private List<Account> accounts() {
        var byId = new LinkedHashMap<String, Account>();
        try {
            Pages.read(
                            token -> organizations.listAccounts(request -> request.nextToken(token)),
                            ListAccountsResponse::nextToken)
                    .flatMap(page -> page.accounts().stream())
                    .forEach(account -> byId.put(account.id(), account));
        } catch (SdkException e) {
            throw new AwsFailure(AwsProblems.of(e, WHERE, LIST_ACCOUNTS), e);
        }
        if (byId.isEmpty()) {
            // It holds its management account at least.
            throw Pages.incomplete("no accounts were listed");
        }
        return List.copyOf(byId.values());
    }

    /** The units as they are or, if that is not told, as they were when it last was. */
    private Map<String, String> units() {
        try {
            var read = new OrganizationUnits(organizations).read();
            toldWithoutUnits = false;
            return read;
        } catch (SdkException | AwsFailure e) {
            if (!toldWithoutUnits) {
                LOG.warn(
                        "Accounts are watched without knowing their organizational units. {}",
                        AwsProblems.of(e, WHERE, "organizations:ListRoots").message());
            }
            toldWithoutUnits = true;
            return units;
        }
    }

    private Optional<MemberAccount> member(Account account) {
        return state(account)
                .map(state -> new MemberAccount(
                        account.id(),
                        state,
                        Optional.ofNullable(account.name()),
                        Optional.ofNullable(account.email()),
                        Optional.ofNullable(units.get(account.id()))));
    }

    /** Of the two fields the newer tells more, but is not in every answer. An account that is not yet there has none. */
    private static Optional<AccountState> state(Account account) {
        var told = Optional.ofNullable(account.stateAsString())
                .or(() -> Optional.ofNullable(account.statusAsString()))
                .orElse("ACTIVE");
        return switch (told) {
            case "PENDING_ACTIVATION" -> Optional.empty();
            case "SUSPENDED", "PENDING_CLOSURE", "CLOSED" -> Optional.of(AccountState.SUSPENDED);
            // A state that is new to us is no reason to look away.
            default -> Optional.of(AccountState.ACTIVE);
        };
    }
}
