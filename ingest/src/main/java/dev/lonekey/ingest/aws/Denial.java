package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.aws.AwsProblem.Kind;

/** AWS answered that we may not. */
record Denial(FailedCall given, String code, AwsText text) {

    static final String ASK_AS_MANAGEMENT =
            "use credentials of the management account or of a delegated administrator, or list the accounts by"
                    + " ingest.accounts.ids or ingest.accounts.file";

    AwsProblem problem() {
        var call = given.as(text.action().orElse(given.action()));
        var reason = code + ": " + call.action();
        if (call.action().equals("sts:AssumeRole")) {
            return call.problem(Kind.ROLE_NOT_ASSUMABLE, reason, role());
        }
        if (call.isOf("organizations")) {
            return call.problem(Kind.ACCESS_DENIED, reason, ASK_AS_MANAGEMENT);
        }
        if (call.isOf("kms") || call.isOf("s3")) {
            return call.problem(Kind.ACCESS_DENIED, reason, permission() + besides(call));
        }
        return call.problem(Kind.ACCESS_DENIED, reason, permission());
    }

    private String role() {
        var role = text.role().map(arn -> "the role " + arn).orElse("the role");
        return role + " is missing or does not trust us: create it with deploy/aws, or correct its trust policy,"
                + " ingest.role.external-id, and whether our own credentials allow sts:AssumeRole";
    }

    /** Where a bucket or a key is another account's, our own policy is not enough. */
    private static String besides(FailedCall call) {
        return call.isOf("kms") ? " and in the policy of the key" : ", and in the bucket's if another account owns it";
    }

    private String permission() {
        return text.policyKind()
                .map(kind -> text.isExplicitDeny()
                        ? "an explicit deny in " + kind + " forbids it; except us from it"
                        : kind + " does not allow it; allow it there")
                .orElse("allow it in the policy of the role or user that asks (see deploy/aws)");
    }
}
