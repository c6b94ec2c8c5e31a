package dev.lonekey.detector.ocsf;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an analyst looks for in other logs, and where in the finding it stands. */
final class Observables {

    private static final int IP_ADDRESS = 2;
    private static final int USER_NAME = 4;
    private static final int RESOURCE_UID = 10;
    private static final int USER_AGENT = 16;
    private static final int CREDENTIAL_ID = 19;
    private static final int ACCOUNT_UID = 35;

    private final List<Fields> observables = new ArrayList<>();

    private Observables() {}

    static List<Fields> of(ViolationEvent event) {
        var all = new Observables();
        event.keys().stream()
                .map(Key::accessKeyId)
                .filter(Key::isIdentified)
                .forEach(id -> all.add(
                        CREDENTIAL_ID,
                        "User Credential ID",
                        "evidences[].user.programmatic_credentials[].uid",
                        Optional.of(id)));
        all.add(
                USER_NAME,
                "User Name",
                "evidences[].user.name",
                Optional.of(event.principal().name()));
        all.add(
                RESOURCE_UID,
                "Resource UID",
                "resources[].uid",
                event.principal().arn());
        all.add(
                ACCOUNT_UID,
                "Account UID",
                "cloud.account.uid",
                Optional.of(event.account().id()));
        if (event.cause() instanceof Cause.CloudTrail call) {
            all.add(IP_ADDRESS, "IP Address", "evidences[].src_endpoint.ip", Endpoints.address(call));
            all.add(USER_AGENT, "HTTP User-Agent", "evidences[].http_request.user_agent", call.userAgent());
        }
        return all.observables;
    }

    private void add(int typeId, String type, String name, Optional<String> value) {
        value.ifPresent(text -> observables.add(
                new Fields().put("name", name).choice("type", typeId, type).put("value", text)));
    }
}
