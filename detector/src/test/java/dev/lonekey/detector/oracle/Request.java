package dev.lonekey.detector.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A call of IAM with its parameters, by the names that CloudTrail gives them. */
record Request(String action, Map<String, String> parameters) {
    static Request createUser(String name) {
        return new Request("CreateUser", Map.of("userName", name));
    }

    static Request deleteUser(String name) {
        return new Request("DeleteUser", Map.of("userName", name));
    }

    static Request rename(String name, String newName) {
        return new Request("UpdateUser", Map.of("userName", name, "newUserName", newName));
    }

    static Request move(String name) {
        return new Request("UpdateUser", Map.of("userName", name, "newPath", "/team/"));
    }

    static Request createKey() {
        return new Request("CreateAccessKey", Map.of());
    }

    static Request setStatus(String keyId, boolean active) {
        return new Request("UpdateAccessKey", Map.of("accessKeyId", keyId, "status", active ? "Active" : "Inactive"));
    }

    static Request deleteKey(String keyId) {
        return new Request("DeleteAccessKey", Map.of("accessKeyId", keyId));
    }

    /** The same with the name of the user whose key it is; without it IAM takes the caller. */
    Request of(String userName) {
        Map<String, String> named = new LinkedHashMap<>(parameters);
        named.put("userName", userName);
        return new Request(action, named);
    }

    Optional<String> userName() {
        return Optional.ofNullable(parameters.get("userName"));
    }

    Optional<String> newUserName() {
        return Optional.ofNullable(parameters.get("newUserName"));
    }

    Optional<String> keyId() {
        return Optional.ofNullable(parameters.get("accessKeyId"));
    }

    boolean asksActive() {
        return "Active".equals(parameters.get("status"));
    }
}
