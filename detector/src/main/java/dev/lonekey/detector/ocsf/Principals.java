package dev.lonekey.detector.ocsf;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import dev.lonekey.contract.violation.ViolationEvent.Principal;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;

/** Whose keys they are: as the resource that the finding is about, and as a user with credentials. */
final class Principals {

    private static final int USER = 1;
    private static final int ADMIN = 2;

    private Principals() {}

    static Fields resource(ViolationEvent event) {
        return identity(event.principal())
                .put("type", isRoot(event.principal()) ? "AwsIamRootUser" : "AwsIamUser")
                .put("owner", new Fields().put("account", Clouds.account(event.account())))
                .put("cloud_partition", event.account().partition());
    }

    static Fields user(ViolationEvent event) {
        var credentials = event.keys().stream()
                .filter(key -> Key.isIdentified(key.accessKeyId()))
                .map(key -> credential(key.accessKeyId()).time("last_used_time", key.lastUsedAt()))
                .toList();
        return identity(event.principal())
                .choice("type", isRoot(event.principal()) ? ADMIN : USER, isRoot(event.principal()) ? "Admin" : "User")
                .put("account", Clouds.account(event.account()))
                .put("programmatic_credentials", credentials);
    }

    static Fields credential(String accessKeyId) {
        return new Fields().put("uid", accessKeyId).put("type", "Access Key");
    }

    private static boolean isRoot(Principal principal) {
        return principal.type() == PrincipalType.ROOT;
    }

    private static Fields identity(Principal principal) {
        return new Fields()
                .put("uid", principal.arn())
                .put("uid_alt", principal.userId())
                .put("name", principal.name());
    }
}
