package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes calls as CloudTrail does, with everything varied that differs between trails, collectors and years. */
final class RecordWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter CREATE_DATE =
            DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final Dice dice;

    RecordWriter(Dice dice) {
        this.dice = dice;
    }

    /** An access that was denied: neither parameters nor response are recorded. */
    byte[] denied(long second, Account account, Caller caller, String action) {
        ObjectNode call = common(second, account, caller, action);
        call.put("errorCode", "AccessDenied");
        call.put("errorMessage", "User is not authorized to perform: iam:" + action + " on resource: user someone");
        putNull(call, "requestParameters");
        putNull(call, "responseElements");
        return bytes(call);
    }

    byte[] answered(long second, Account account, Caller caller, Request request, Answer answer) {
        ObjectNode call = common(second, account, caller, request.action());
        answer.error().ifPresent(error -> call.put("errorCode", error).put("errorMessage", "Refused: " + error));
        if (answer.succeeded() && dice.chance(10)) {
            call.set("errorCode", dice.chance(50) ? NODES.nullNode() : NODES.textNode(""));
        }
        parameters(caller, request)
                .ifPresentOrElse(
                        parameters -> call.set("requestParameters", parameters),
                        () -> putNull(call, "requestParameters"));
        response(second, request, answer)
                .ifPresentOrElse(
                        response -> call.set("responseElements", response), () -> putNull(call, "responseElements"));
        return bytes(call);
    }

    private ObjectNode common(long second, Account account, Caller caller, String action) {
        ObjectNode call = NODES.objectNode();
        call.put("eventVersion", dice.pick(List.of("1.08", "1.09", "1.11")));
        call.set("userIdentity", identity(account, caller));
        call.put("eventTime", Instant.ofEpochSecond(second).toString());
        call.put("eventSource", "iam.amazonaws.com").put("eventName", action).put("awsRegion", "us-east-1");
        call.put("sourceIPAddress", dice.pick(List.of("203.0.113.7", "cloudformation.amazonaws.com")));
        call.put("userAgent", dice.pick(List.of("aws-cli/2.15.30", "signin.amazonaws.com")));
        call.put("requestID", dice.guid()).put("eventID", dice.guid());
        call.put("readOnly", false).put("eventType", "AwsApiCall");
        if (!dice.chance(10)) {
            call.put("recipientAccountId", account.id());
        }
        if (dice.chance(70)) {
            call.put("managementEvent", true).put("eventCategory", "Management");
        }
        return call;
    }

    private ObjectNode identity(Account account, Caller caller) {
        ObjectNode identity = NODES.objectNode();
        identity.put("type", caller.type().text()).put("principalId", caller.principalId());
        identity.put("accountId", account.id()).put("accessKeyId", caller.signingKeyId());
        String arn = "arn:aws:iam::" + account.id() + ":";
        switch (caller.type()) {
            case ROOT -> {
                identity.put("arn", arn + "root");
                caller.name().ifPresent(alias -> identity.put("userName", alias));
            }
            case IAM_USER -> {
                String name = caller.name().orElseThrow();
                identity.put("arn", arn + "user/" + name).put("userName", dice.spelt(name));
            }
            case ASSUMED_ROLE -> {
                String role = caller.name().orElseThrow();
                identity.put("arn", "arn:aws:sts::" + account.id() + ":assumed-role/" + role + "/session");
                ObjectNode issuer = identity.putObject("sessionContext").putObject("sessionIssuer");
                issuer.put("type", "Role").put("arn", arn + "role/" + role).put("userName", role);
            }
        }
        return identity;
    }

    private Optional<ObjectNode> parameters(Caller caller, Request request) {
        boolean dropped = request.parameters().isEmpty() && dice.chance(50);
        if (dropped) {
            return Optional.empty();
        }
        ObjectNode parameters = NODES.objectNode();
        new TreeMap<>(request.parameters()).forEach(parameters::put);
        request.userName().ifPresent(name -> parameters.put("userName", dice.spelt(name)));
        if (caller.isRoot() && request.userName().isEmpty()) {
            switch (dice.between(0, 4)) {
                case 0 -> parameters.put("userName", "AWS ROOT USER");
                case 1 -> parameters.putNull("userName");
                case 2 -> parameters.put("userName", "");
                default -> {}
            }
        }
        return Optional.of(shuffled(parameters));
    }

    private Optional<ObjectNode> response(long second, Request request, Answer answer) {
        String createDate = CREATE_DATE.format(Instant.ofEpochSecond(second));
        if (!answer.succeeded()) {
            return Optional.empty();
        }
        if (request.action().equals("CreateUser")) {
            Holder user = answer.holder().orElseThrow();
            ObjectNode response = NODES.objectNode();
            response.putObject("user")
                    .put("path", "/")
                    .put("userName", user.name())
                    .put("userId", user.userId())
                    .put("createDate", createDate);
            return Optional.of(response);
        }
        if (request.action().equals("CreateAccessKey")) {
            TrueKey key = answer.key().orElseThrow();
            ObjectNode created = NODES.objectNode();
            created.put("accessKeyId", key.id()).put("status", "Active").put("createDate", createDate);
            if (!key.holder().isRoot()) {
                created.put("userName", key.holder().name());
            } else if (dice.chance(50)) {
                created.put("userName", "Root");
            }
            ObjectNode response = NODES.objectNode();
            response.set("accessKey", shuffled(created));
            return Optional.of(response);
        }
        return Optional.empty();
    }

    /** A field without a value: some collectors keep the null, some drop the field. */
    private void putNull(ObjectNode node, String field) {
        if (dice.chance(70)) {
            node.putNull(field);
        }
    }

    private ObjectNode shuffled(ObjectNode node) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
        ObjectNode shuffled = NODES.objectNode();
        dice.shuffled(fields).forEach(field -> shuffled.set(field.getKey(), field.getValue()));
        return shuffled;
    }

    private byte[] bytes(ObjectNode call) {
        ObjectNode ordered = dice.chance(50) ? shuffled(call) : call;
        try {
            String json = dice.chance(20)
                    ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(ordered)
                    : MAPPER.writeValueAsString(ordered);
            return (dice.chance(5) ? " " + json + "\n" : json).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
