package dev.lonekey.ingest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;

/** A call that was understood: the parameters of a form, or the members of a JSON object, are in {@code parameters}. */
record Request(String service, String action, String region, Caller caller, JsonNode parameters, String id) {

    Request(String service, String action, String region, Caller caller, JsonNode parameters) {
        this(service, action, region, caller, parameters, UUID.randomUUID().toString());
    }

    static String partitionOf(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    String partition() {
        return partitionOf(region);
    }

    /** Service and action as policies write them, such as {@code iam:ListUsers}. */
    String qualifiedAction() {
        return service + ':' + action;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).map(JsonNode::asText);
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() -> new ServiceError(
                        400,
                        "ValidationError",
                        "1 validation error detected: Value at '" + name + "' must not be null"));
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }
}
