package dev.lonekey.ingest.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lonekey.contract.cloudtrail.AccountId;

/** The ARN of a user or of root, as in {@code arn:aws:iam::111122223333:user/path/alice}. */
public record Arn(@JsonValue String text) {

    private static final int PARTS = 6;
    private static final int SERVICE = 2;
    private static final int ACCOUNT = 4;
    private static final int RESOURCE = 5;

    @JsonCreator
    public Arn {
        var parts = text.split(":", PARTS);
        if (parts.length != PARTS || !parts[SERVICE].equals("iam") || !AccountId.isLegal(parts[ACCOUNT])) {
            throw new IllegalArgumentException("no ARN of IAM");
        }
    }

    public String account() {
        return text.split(":", PARTS)[ACCOUNT];
    }

    /** Whether it lies in the same account, of the same partition. */
    public boolean isBeside(Arn other) {
        return text.startsWith(
                other.text.substring(0, other.text.length() - other.resource().length()));
    }

    public boolean isRoot() {
        return resource().equals("root");
    }

    /** Whether it is the ARN of a user of this name, under whatever path. */
    public boolean isOf(String user) {
        return resource().startsWith("user/")
                && resource().substring(resource().lastIndexOf('/') + 1).equalsIgnoreCase(user);
    }

    private String resource() {
        return text.split(":", PARTS)[RESOURCE];
    }
}
