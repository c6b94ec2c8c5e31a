package dev.lonekey.ingest.aws;

import software.amazon.awssdk.services.iam.IamClient;

/** The calls to IAM that are made in every watched account. */
public enum IamAction implements MemberAction<IamClient> {
    GET_ACCOUNT_SUMMARY("GetAccountSummary"),
    LIST_USERS("ListUsers"),
    LIST_ACCESS_KEYS("ListAccessKeys"),
    GET_ACCESS_KEY_LAST_USED("GetAccessKeyLastUsed"),
    GENERATE_CREDENTIAL_REPORT("GenerateCredentialReport"),
    GET_CREDENTIAL_REPORT("GetCredentialReport");

    private final String text;

    IamAction(String text) {
        this.text = text;
    }

    @Override
    public String permission() {
        return "iam:" + text;
    }

    @Override
    public IamClient client(AwsClients clients) {
        return clients.iam();
    }
}
