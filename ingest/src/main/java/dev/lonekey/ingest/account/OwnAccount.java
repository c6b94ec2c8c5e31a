package dev.lonekey.ingest.account;

import dev.lonekey.ingest.aws.AwsClients;
import java.util.List;

/** The one account that the credentials belong to. */
record OwnAccount(AwsClients aws) implements AccountList {

    @Override
    public List<MemberAccount> read() {
        return List.of(MemberAccount.of(aws.ownAccount()));
    }
}
