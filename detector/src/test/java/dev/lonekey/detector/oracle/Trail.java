package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records for examples, as short to write as those of the semantics: seconds, names and keys. */
final class Trail {
    static final String ACCOUNT = "111122223333";

    private final List<byte[]> records = new ArrayList<>();
    private String callerType = "AssumedRole";
    private String caller = "";
    private String signingKey = "ASIAEXAMPLE000000000";
    private String error = "";

    /** Who makes the next call; after it, a role does again. */
    Trail by(String type, String name, String key) {
        callerType = type;
        caller = name;
        signingKey = key;
        return this;
    }

    Trail byRoot() {
        return by("Root", "", "ASIAEXAMPLE000000000");
    }

    /** The next call fails. */
    Trail failing(String code) {
        error = code;
        return this;
    }

    Trail user(String name, long second) {
        return call(second, "CreateUser", parameters().put("userName", name), "");
    }

    Trail userDeleted(String name, long second) {
        return call(second, "DeleteUser", parameters().put("userName", name), "");
    }

    Trail renamed(String name, String newName, long second) {
        return call(second, "UpdateUser", parameters().put("userName", name).put("newUserName", newName), "");
    }

    Trail created(String user, String key, long second) {
        return call(second, "CreateAccessKey", named(user), key);
    }

    Trail inactive(String user, String key, long second) {
        ObjectNode parameters = named(user).put("accessKeyId", key).put("status", "Inactive");
        return call(second, "UpdateAccessKey", parameters, "");
    }

    Trail active(String user, String key, long second) {
        ObjectNode parameters = named(user).put("accessKeyId", key).put("status", "Active");
        return call(second, "UpdateAccessKey", parameters, "");
    }

    Trail deleted(String user, String key, long second) {
        return call(second, "DeleteAccessKey", named(user).put("accessKeyId", key), "");
    }

    private Trail call(long second, String action, ObjectNode parameters, String createdKey) {
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        call.put("eventName", action).put("eventID", "event-" + records.size());
        call.put("eventTime", Instant.ofEpochSecond(second).toString()).put("recipientAccountId", ACCOUNT);
        call.putObject("userIdentity")
                .put("type", callerType)
                .put("userName", caller)
                .put("accessKeyId", signingKey);
        call.put("errorCode", error).set("requestParameters", parameters);
        if (!createdKey.isEmpty()) {
            call.putObject("responseElements").putObject("accessKey").put("accessKeyId", createdKey);
        }
        records.add(call.toString().getBytes(StandardCharsets.UTF_8));
        error = "";
        return by("AssumedRole", "", "ASIAEXAMPLE000000000");
    }

    private static ObjectNode parameters() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode named(String user) {
        return user.isEmpty() ? parameters() : parameters().put("userName", user);
    }

    List<byte[]> records() {
        return records;
    }
}
