package dev.lonekey.ingest.aws;

/** The calls that are made in every watched account: its role must allow these, and needs no others. */
public enum IamAction {
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

    /** As it stands in policies, for example {@code iam:ListUsers}. */
    public String permission() {
        return "iam:" + text;
    }
}
