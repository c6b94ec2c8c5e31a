package dev.lonekey.ingest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import java.util.Map;

/** The answers of the JSON protocol, which SQS, Organizations and CloudTrail speak. */
final class JsonProtocol {

    private final String contentType;
    private final String errorPrefix;

    JsonProtocol(String contentType, String errorPrefix) {
        this.contentType = contentType;
        this.errorPrefix = errorPrefix;
    }

    static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    Answer result(Request request, JsonNode result) {
        return new Answer(
                200, Map.of("Content-Type", contentType, "x-amzn-RequestId", request.id()), result.toString());
    }

    /**
     * An error.
     *
     * @param queryCode the code that the service had for it before it spoke JSON; empty if it always did
     */
    Answer error(ServiceError error, String queryCode, String requestId) {
        var body = object().put("__type", errorPrefix + error.code()).put("message", error.getMessage());
        var fault = error.status() < 500 ? "Sender" : "Receiver";
        return new Answer(
                error.status(),
                queryCode.isEmpty()
                        ? Map.of("Content-Type", contentType, "x-amzn-RequestId", requestId)
                        : Map.of(
                                "Content-Type", contentType,
                                "x-amzn-RequestId", requestId,
                                "x-amzn-query-error", queryCode + ';' + fault),
                body.toString());
    }
}
