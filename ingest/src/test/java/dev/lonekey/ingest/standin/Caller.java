package dev.lonekey.ingest.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;

/** The role session whose credentials sign a call. */
record Caller(String account, String role, String session, String accessKeyId) {

    private static final String ROLE_ID = "AROAEXAMPLE0000000001";

    /** Who makes the changes that a test makes in its own thread. */
    static Caller adminOf(String account) {
        return new Caller(account, "Admin", "alice", "ASIAEXAMPLEADMIN0001");
    }

    String arn(String partition) {
        return "arn:%s:sts::%s:assumed-role/%s/%s".formatted(partition, account, role, session);
    }

    String roleId() {
        return ROLE_ID + ':' + session;
    }

    /** The userIdentity that CloudTrail records. */
    ObjectNode identity(String partition) {
        var identity = Json.MAPPER
                .createObjectNode()
                .put("type", "AssumedRole")
                .put("principalId", roleId())
                .put("arn", arn(partition))
                .put("accountId", account)
                .put("accessKeyId", accessKeyId);
        identity.putObject("sessionContext")
                .putObject("sessionIssuer")
                .put("type", "Role")
                .put("principalId", ROLE_ID)
                .put("arn", "arn:%s:iam::%s:role/%s".formatted(partition, account, role))
                .put("accountId", account)
                .put("userName", role);
        return identity;
    }
}
