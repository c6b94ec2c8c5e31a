package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes the parts of one snapshot of one account, numbered in their order, as the contract has them. */
final class SnapshotWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The seconds that a part is about: as of the first, margin taken off, until the last. */
    record Span(long asOf, long until) {}

    private final String snapshotId;
    private final String accountId;
    private int parts;

    SnapshotWriter(String snapshotId, String accountId) {
        this.snapshotId = snapshotId;
        this.accountId = accountId;
    }

    Input users(Span span, List<ObjectNode> users) {
        ObjectNode part = spanning(numbered("users"), span);
        part.putArray("users").addAll(users);
        return input(part);
    }

    Input root(Span span, Optional<Boolean> keysPresent, Optional<Boolean> certificatesPresent) {
        ObjectNode part = spanning(numbered("root"), span);
        part.put("accessKeysPresent", keysPresent.orElse(null));
        part.put("signingCertificatesPresent", certificatesPresent.orElse(null));
        return input(part);
    }

    Input report(long generatedAt, ArrayNode principals) {
        ObjectNode part = numbered("report").put("generatedAt", time(generatedAt));
        part.set("principals", principals);
        return input(part);
    }

    Input completed(Span span, int users) {
        return input(spanning(common("completed").put("parts", parts), span).put("users", users));
    }

    Input failed(long asOf, String reason) {
        return input(common("failed").put("asOf", time(asOf)).put("reason", reason));
    }

    private ObjectNode numbered(String type) {
        parts++;
        return common(type).put("part", parts);
    }

    private ObjectNode common(String type) {
        return NODES.objectNode()
                .put("type", type)
                .put("snapshotId", snapshotId)
                .put("accountId", accountId);
    }

    private static ObjectNode spanning(ObjectNode part, Span span) {
        return part.put("asOf", time(span.asOf())).put("until", time(span.until()));
    }

    static String time(long second) {
        return Instant.ofEpochSecond(second).toString();
    }

    private static Input input(ObjectNode part) {
        return Input.snapshot(part.toString().getBytes(StandardCharsets.UTF_8));
    }
}
