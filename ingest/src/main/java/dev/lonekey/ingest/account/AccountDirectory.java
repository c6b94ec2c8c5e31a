package dev.lonekey.ingest.account;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.runtime.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that are watched, as the last complete list had them: a list that cannot be read changes nothing. May be
 * asked by any thread while another refreshes it.
 */
public final class AccountDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(AccountDirectory.class);

    private final AccountList list;
    private final Predicate<String> watched;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile Lists lists = Lists.NONE;
    private volatile Optional<String> problem = Optional.of("the accounts have not been listed yet");

    AccountDirectory(AccountList list, Predicate<String> watched) {
        this.list = list;
        this.watched = watched;
    }

    /** Of the accounts that the settings tell of. */
    public static AccountDirectory of(IngestSettings settings, AwsClients aws) {
        return new AccountDirectory(list(settings, aws), AccountFilter.of(settings.accounts()));
    }

    /** Lists the accounts anew. Blocks; a failure is logged and left in {@link #problem}. */
    public synchronized void refresh() {
        try {
            var newest = list.read();
            if (newest.isEmpty()) {
                failed("the list of accounts is empty; the last one is kept");
                return;
            }
            lists = lists.followedBy(newest);
            known.addAll(lists.newestIds());
            problem = Optional.empty();
        } catch (AwsFailure | Failure e) {
            failed(e.getMessage());
        }
    }

    /** The accounts to watch: those that are neither closed nor left out by the settings. */
    public List<MemberAccount> active() {
        return lists.newest().stream()
                .filter(account -> account.state() == AccountState.ACTIVE)
                .filter(account -> watched.test(account.id()))
                .toList();
    }

    /** All accounts that were listed, before include and exclude; none before the first list. */
    public List<MemberAccount> all() {
        return lists.newest();
    }

    /** Why the last refresh failed, in one line that is safe to show. */
    public Optional<String> problem() {
        return problem;
    }

    /** Tells of accounts that were listed before this instance started. */
    public void known(Set<String> accountIds) {
        known.addAll(accountIds);
    }

    /**
     * The accounts that are gone: once listed or {@link #known}, but missing from the two newest complete lists in a row. One
     * list alone may lack an account that is only just moved. They are told until they are listed again.
     */
    public Set<String> missingFromTwoLists() {
        var newest = lists;
        return newest.areTwo()
                ? known.stream()
                        .filter(id -> !newest.newestIds().contains(id))
                        .filter(id -> !newest.previousIds().contains(id))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private void failed(String message) {
        if (!problem.equals(Optional.of(message))) {
            LOG.warn("Accounts: {}", message);
        }
        problem = Optional.of(message);
    }

    private static AccountList list(IngestSettings settings, AwsClients aws) {
        var accounts = settings.accounts();
        if (accounts.isOwnOnly()) {
            return new OwnAccount(aws);
        }
        if (accounts.isOrganization()) {
            return new OrganizationAccounts(aws.organizations());
        }
        return accounts.file()
                .<AccountList>map(FileOfAccounts::new)
                .orElseGet(() -> new ListedAccounts(accounts.ids()));
    }

    /** The two newest complete lists; a previous one without ids is none. */
    private record Lists(List<MemberAccount> newest, Set<String> newestIds, Set<String> previousIds) {

        static final Lists NONE = new Lists(List.of(), Set.of(), Set.of());

        Lists followedBy(List<MemberAccount> next) {
            var ids = next.stream().map(MemberAccount::id).collect(Collectors.toUnmodifiableSet());
            return new Lists(List.copyOf(next), ids, newestIds);
        }

        boolean areTwo() {
            return !previousIds.isEmpty();
        }
    }
}
