package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Records for examples, as short to write as those of the semantics: seconds, names and keys. */
final class Trail {
    static final String ACCOUNT = "111122223333";

    private final List<Input> inputs = new ArrayList<>();
    private String callerType = "AssumedRole";
    private String caller = "";
    private String signingKey = "ASIAEXAMPLE000000000";
    private String error = "";
    private String callerId = "";
    private String createdUserId = "";

    /** Who makes the next call; after it, a role does again. */
    Trail by(String type, String name, String key) {
        callerType = type;
        caller = name;
        signingKey = key;
        return this;
    }

    /** The id of the user who makes the next call. */
    Trail as(String userId) {
        callerId = userId;
        return this;
    }

    /** A user whose id the response tells. */
    Trail user(String name, String userId, long second) {
        createdUserId = userId;
        return user(name, second);
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
        call.put("eventName", action).put("eventID", "event-" + inputs.size());
        call.put("eventTime", Instant.ofEpochSecond(second).toString()).put("recipientAccountId", ACCOUNT);
        call.putObject("userIdentity")
                .put("type", callerType)
                .put("principalId", callerId)
                .put("userName", caller)
                .put("accessKeyId", signingKey);
        call.put("errorCode", error).set("requestParameters", parameters);
        if (!createdKey.isEmpty()) {
            call.putObject("responseElements").putObject("accessKey").put("accessKeyId", createdKey);
        }
        if (!createdUserId.isEmpty()) {
            call.putObject("responseElements").putObject("user").put("userId", createdUserId);
        }
        inputs.add(Input.cloudTrail(call.toString().getBytes(StandardCharsets.UTF_8)));
        error = "";
        callerId = "";
        createdUserId = "";
        return by("AssumedRole", "", "ASIAEXAMPLE000000000");
    }

    private static ObjectNode parameters() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode named(String user) {
        return user.isEmpty() ? parameters() : parameters().put("userName", user);
    }

    /** Adds a part of a snapshot; quotes may be single. */
    Trail part(String json) {
        String whole = json.replace('\'', '"').replaceFirst("}$", ",\"accountId\":\"" + ACCOUNT + "\"}");
        inputs.add(Input.snapshot(whole.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** A listing of one user without an end, in a snapshot of its own. */
    Trail listed(String user, String userId, long asOf, String... keys) {
        return users("listing-" + inputs.size(), asOf, user, userId, keys);
    }

    /** The first part of a snapshot; keys are ids that stand for active ones, or JSON. */
    Trail users(String snapshot, long asOf, String user, String userId, String... keys) {
        String shown = Stream.of(keys)
                .map(key -> key.startsWith("{") ? key : "{'id':'" + key + "','status':'Active'}")
                .collect(Collectors.joining(","));
        String id = userId.isEmpty() ? "" : "'id':'" + userId + "',";
        return part("{'type':'users','snapshotId':'%s','part':1,%s,'users':[{'name':'%s',%s'keys':[%s]}]}"
                .formatted(snapshot, span(asOf), user, id, shown));
    }

    Trail nobody(String snapshot, long asOf) {
        return part("{'type':'users','snapshotId':'%s','part':1,%s,'users':[]}".formatted(snapshot, span(asOf)));
    }

    Trail completed(String snapshot, long asOf) {
        return part("{'type':'completed','snapshotId':'%s','parts':1,%s,'users':1}".formatted(snapshot, span(asOf)));
    }

    Trail summary(String keysPresent, String certificatesPresent, long asOf) {
        return part(
                "{'type':'root','snapshotId':'root-%s','part':1,%s,'accessKeysPresent':%s,'signingCertificatesPresent':%s}"
                        .formatted(inputs.size(), span(asOf), keysPresent, certificatesPresent));
    }

    /** As of 30 seconds before the second in which it is generated. */
    Trail report(String whose, int existing, int active, int certificates, long generated) {
        boolean root = whose.equals("root");
        return part(("{'type':'report','snapshotId':'report-%s','part':1,'generatedAt':'%s','principals':[{'root':%s,"
                        + "'arn':'arn:aws:iam::%s:%s','keysExisting':%s,'keysActive':%s,'certificatesActive':%s}]}")
                .formatted(
                        inputs.size(),
                        Instant.ofEpochSecond(generated),
                        root,
                        ACCOUNT,
                        root ? "root" : "user/team/" + whose,
                        existing,
                        active,
                        certificates));
    }

    private static String span(long asOf) {
        return "'asOf':'%s','until':'%s'".formatted(Instant.ofEpochSecond(asOf), Instant.ofEpochSecond(asOf + 31));
    }

    List<Input> inputs() {
        return inputs;
    }
}
