package dev.lonekey.detector.oracle;

/** The rules that the oracle knows, with the number of keys (or certificates) that each allows. */
public enum WatchedRule {
    IAM_USER_MULTIPLE_ACTIVE_KEYS("iam-user-multiple-active-keys", 1),
    ROOT_ACCESS_KEY_PRESENT("root-access-key-present", 0),
    ROOT_SIGNING_CERTIFICATE_PRESENT("root-signing-certificate-present", 0);

    private final String id;
    private final int allowed;

    WatchedRule(String id, int allowed) {
        this.id = id;
        this.allowed = allowed;
    }

    public String id() {
        return id;
    }

    int allowed() {
        return allowed;
    }

    /** The rule about the access keys of a principal. */
    static WatchedRule watching(String principal) {
        return principal.equals(ExpectedViolation.ROOT) ? ROOT_ACCESS_KEY_PRESENT : IAM_USER_MULTIPLE_ACTIVE_KEYS;
    }
}
