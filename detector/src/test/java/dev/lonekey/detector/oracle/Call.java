package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A CloudTrail record as the naive evaluator reads it. */
record Call(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern LEGAL_NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

    static Call parse(byte[] recorded) {
        try {
            return new Call(MAPPER.readTree(recorded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String eventId() {
        return json.path("eventID").asText();
    }

    String action() {
        return json.path("eventName").asText();
    }

    String account() {
        return text("/recipientAccountId")
                .or(() -> text("/userIdentity/accountId"))
                .orElseThrow();
    }

    long second() {
        return Instant.parse(json.path("eventTime").asText()).getEpochSecond();
    }

    boolean succeeded() {
        return text("/errorCode").isEmpty();
    }

    boolean isAboutKey() {
        return succeeded() && keyId().isPresent() && action().endsWith("AccessKey");
    }

    boolean createsKey() {
        return isAboutKey() && action().equals("CreateAccessKey");
    }

    Optional<String> keyId() {
        return action().equals("CreateAccessKey")
                ? text("/responseElements/accessKey/accessKeyId")
                : text("/requestParameters/accessKeyId");
    }

    Optional<String> status() {
        return text("/requestParameters/status");
    }

    /** ROOT, or the name of a user in lower case, or empty when only the key id can tell. */
    Optional<String> owner() {
        Optional<String> requested = text("/requestParameters/userName");
        if (callerIs("Root")
                && requested.filter(name -> LEGAL_NAME.matcher(name).matches()).isEmpty()) {
            return Optional.of(ExpectedViolation.ROOT);
        }
        return requested
                .or(() -> text("/responseElements/accessKey/userName"))
                .or(() -> callerIs("IAMUser") ? text("/userIdentity/userName") : Optional.empty())
                .map(Call::lower);
    }

    /** The user's own long-term key that signed the call, if one did. */
    Optional<String> usedKey() {
        boolean mayHoldKeys = callerIs("Root") || callerIs("IAMUser");
        return text("/userIdentity/accessKeyId").filter(id -> mayHoldKeys && id.startsWith("AKIA"));
    }

    Optional<String> user() {
        return callerIs("Root")
                ? Optional.of(ExpectedViolation.ROOT)
                : text("/userIdentity/userName").map(Call::lower);
    }

    /** The id of the user who calls, if one does. */
    Optional<String> callingUserId() {
        return callerIs("IAMUser") ? text("/userIdentity/principalId") : Optional.empty();
    }

    Optional<String> createdUserId() {
        return succeeded() ? text("/responseElements/user/userId") : Optional.empty();
    }

    /** The name that nobody bears any longer by this call, unless it is taken again. */
    Optional<String> givesUp() {
        boolean renames = action().equals("UpdateUser") && taken().isPresent();
        return succeeded() && (renames || action().equals("DeleteUser"))
                ? text("/requestParameters/userName").map(Call::lower)
                : Optional.empty();
    }

    Optional<String> takes() {
        boolean changesOnlyCase =
                taken().equals(text("/requestParameters/userName").map(Call::lower)) && action().equals("UpdateUser");
        return succeeded() && !changesOnlyCase ? taken() : Optional.empty();
    }

    private Optional<String> taken() {
        return switch (action()) {
            case "CreateUser" -> text("/requestParameters/userName").map(Call::lower);
            case "UpdateUser" -> text("/requestParameters/newUserName").map(Call::lower);
            default -> Optional.empty();
        };
    }

    boolean changesNames() {
        return takes().isPresent() || (givesUp().isPresent() && action().equals("DeleteUser"));
    }

    private boolean callerIs(String type) {
        return text("/userIdentity/type").filter(type::equals).isPresent();
    }

    private Optional<String> text(String pointer) {
        return Optional.ofNullable(json.at(pointer).textValue()).filter(text -> !text.isEmpty());
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
