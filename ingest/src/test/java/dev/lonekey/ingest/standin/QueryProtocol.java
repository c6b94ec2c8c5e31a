package dev.lonekey.ingest.standin;

import java.util.Map;
import java.util.function.Consumer;

/** The answers of the query protocol, which IAM and STS speak: forms in, XML out. */
final class QueryProtocol {

    private final String namespace;

    QueryProtocol(String namespace) {
        this.namespace = namespace;
    }

    Answer result(Request request, Consumer<Xml> result) {
        var xml = new Xml();
        var action = request.action();
        xml.element(action + "Result", () -> result.accept(xml));
        return new Answer(200, headers(request.id()), document(action + "Response", xml + metadata(request)));
    }

    /** The answer to an action that has nothing to say. */
    Answer done(Request request) {
        return new Answer(200, headers(request.id()), document(request.action() + "Response", metadata(request)));
    }

    Answer error(ServiceError error, String requestId) {
        var xml = new Xml();
        xml.element("Error", () -> xml.value("Type", error.status() < 500 ? "Sender" : "Receiver")
                        .value("Code", error.code())
                        .value("Message", error.getMessage()))
                .value("RequestId", requestId);
        return new Answer(error.status(), headers(requestId), document("ErrorResponse", xml.toString()));
    }

    static ServiceError refuse(Refusal refusal, String message) {
        return switch (refusal) {
            case THROTTLED -> new ServiceError(400, "Throttling", message);
            case DENIED -> new ServiceError(403, "AccessDenied", message);
            case EXPIRED_TOKEN -> new ServiceError(403, "ExpiredToken", message);
            case UNKNOWN_KEY -> new ServiceError(403, "InvalidClientTokenId", message);
            case SKEWED_CLOCK -> new ServiceError(403, "SignatureDoesNotMatch", message);
        };
    }

    private static Map<String, String> headers(String requestId) {
        return Map.of("Content-Type", "text/xml", "x-amzn-RequestId", requestId);
    }

    private String document(String root, String content) {
        return "<%s xmlns=\"%s\">%s</%s>".formatted(root, namespace, content, root);
    }

    private static String metadata(Request request) {
        var xml = new Xml();
        return xml.element("ResponseMetadata", () -> xml.value("RequestId", request.id()))
                .toString();
    }
}
