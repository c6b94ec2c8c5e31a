package dev.lonekey.ingest.standin;

import static dev.lonekey.ingest.standin.JsonProtocol.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** LookupEvents in the JSON protocol. */
final class CloudTrailService implements Service {

    private static final JsonProtocol PROTOCOL = new JsonProtocol("application/x-amz-json-1.1", "");
    private static final int MOST_RESULTS = 50;
    private static final long MILLIS = 1_000;

    private final Function<String, StandInAccount> accounts;
    private final LookupLimit limit;

    CloudTrailService(Function<String, StandInAccount> accounts, LookupLimit limit) {
        this.accounts = accounts;
        this.limit = limit;
    }

    @Override
    public Answer answer(Request request) {
        if (!request.action().equals("LookupEvents")) {
            throw ServiceError.invalidAction(request.action());
        }
        if (!limit.admits(request)) {
            throw refuse(Refusal.THROTTLED, "Rate exceeded");
        }
        return PROTOCOL.result(request, lookUp(request));
    }

    private JsonNode lookUp(Request request) {
        var size = request.number("MaxResults", MOST_RESULTS);
        if (size < 1 || size > MOST_RESULTS) {
            throw new ServiceError(
                    400, "InvalidMaxResultsException", "A max results value of " + size + " is invalid.");
        }
        var query = ((ObjectNode) request.parameters().deepCopy())
                .without("NextToken")
                .toString();
        var page = accounts.apply(request.caller().account())
                .history()
                .page(query, request.text("NextToken"), wanted(request), size);
        var result = object();
        var events = result.putArray("Events");
        page.events().forEach(event -> events.add(event.shown()));
        page.next().ifPresent(token -> result.put("NextToken", token));
        return result;
    }

    private static Predicate<RecordedEvent> wanted(Request request) {
        var from = time(request, "StartTime").orElse(Instant.EPOCH);
        var to = time(request, "EndTime").orElse(Instant.MAX);
        if (from.isAfter(to)) {
            throw new ServiceError(400, "InvalidTimeRangeException", "StartTime must be before EndTime.");
        }
        var attributes = request.parameters().path("LookupAttributes");
        if (attributes.size() > 1) {
            throw new ServiceError(
                    400, "InvalidLookupAttributesException", "You can specify only one attribute in this request.");
        }
        Predicate<RecordedEvent> wanted = event -> event.region().equals(request.region())
                && !event.at().isBefore(from)
                && !event.at().isAfter(to);
        for (var attribute : attributes) {
            var key = attribute.path("AttributeKey").asText();
            var value = attribute.path("AttributeValue").asText();
            wanted = wanted.and(event -> event.has(key, value));
        }
        return wanted;
    }

    private static Optional<Instant> time(Request request, String name) {
        return request.text(name)
                .map(seconds -> Instant.ofEpochMilli(Math.round(Double.parseDouble(seconds) * MILLIS)));
    }

    @Override
    public Answer answer(ServiceError error, String requestId) {
        return PROTOCOL.error(error, "", requestId);
    }

    @Override
    public ServiceError refuse(Refusal refusal, String message) {
        var code =
                switch (refusal) {
                    case THROTTLED -> "ThrottlingException";
                    case DENIED -> "AccessDeniedException";
                    case EXPIRED_TOKEN -> "ExpiredTokenException";
                    case UNKNOWN_KEY -> "UnrecognizedClientException";
                    case SKEWED_CLOCK -> "InvalidSignatureException";
                };
        return new ServiceError(400, code, message);
    }

    @Override
    public String resourceOf(Request request) {
        return "*";
    }
}
