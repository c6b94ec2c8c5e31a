package dev.lonekey.ingest.account;

import java.util.List;

/** Accounts by their ids, as they stand in the settings. */
record ListedAccounts(List<String> ids) implements AccountList {

    @Override
    public List<MemberAccount> read() {
        return ids.stream().distinct().map(MemberAccount::of).toList();
    }
}
