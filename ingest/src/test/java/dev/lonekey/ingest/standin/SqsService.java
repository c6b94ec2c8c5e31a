package dev.lonekey.ingest.standin;

import static dev.lonekey.ingest.standin.JsonProtocol.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** SQS in the JSON protocol; the queue of a call follows from its URL. */
final class SqsService implements Service {

    private static final JsonProtocol PROTOCOL = new JsonProtocol("application/x-amz-json-1.0", "com.amazonaws.sqs#");

    /** The codes that the query protocol had for errors, where they are others. */
    private static final Map<String, String> QUERY_CODES = Map.of(
            "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
            "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight",
            "AccessDeniedException", "AccessDenied");

    private final Function<String, Optional<StandInQueue>> queues;

    SqsService(Function<String, Optional<StandInQueue>> queues) {
        this.queues = queues;
    }

    @Override
    public Answer answer(Request request) throws InterruptedException {
        return PROTOCOL.result(request, result(request));
    }

    @Override
    public Answer answer(ServiceError error, String requestId) {
        return PROTOCOL.error(error, QUERY_CODES.getOrDefault(error.code(), error.code()), requestId);
    }

    @Override
    public ServiceError refuse(Refusal refusal, String message) {
        return switch (refusal) {
            case THROTTLED -> new ServiceError(403, "RequestThrottled", message);
            case DENIED -> new ServiceError(403, "AccessDeniedException", message);
            case EXPIRED_TOKEN -> new ServiceError(403, "ExpiredToken", message);
            case UNKNOWN_KEY -> new ServiceError(403, "InvalidClientTokenId", message);
            case SKEWED_CLOCK -> new ServiceError(403, "SignatureDoesNotMatch", message);
        };
    }

    @Override
    public String resourceOf(Request request) {
        return arn(request, name(request));
    }

    @Override
    public String permissionOf(Request request) {
        return request.qualifiedAction().toLowerCase(Locale.ROOT);
    }

    private JsonNode result(Request request) throws InterruptedException {
        var queue = queue(request);
        switch (request.action()) {
            case "GetQueueUrl" -> {
                return object().put("QueueUrl", queue.url());
            }
            case "GetQueueAttributes" -> {
                return attributes(request, queue);
            }
            case "SendMessage" -> {
                var message = queue.sendMessage(request.required("MessageBody"));
                return object().put("MessageId", message.id()).put("MD5OfMessageBody", md5(message.body()));
            }
            case "ReceiveMessage" -> {
                return receive(request, queue);
            }
            case "DeleteMessage" -> queue.delete(request.required("ReceiptHandle"));
            case "ChangeMessageVisibility" -> hide(queue, request.parameters());
            case "DeleteMessageBatch" -> {
                return batch(
                        request,
                        entry -> queue.delete(entry.path("ReceiptHandle").asText()));
            }
            case "ChangeMessageVisibilityBatch" -> {
                return batch(request, entry -> hide(queue, entry));
            }
            default -> throw ServiceError.invalidAction(request.action());
        }
        return object();
    }

    private StandInQueue queue(Request request) {
        return queues.apply(name(request))
                .filter(StandInQueue::exists)
                .orElseThrow(() -> new ServiceError(400, "QueueDoesNotExist", "The specified queue does not exist."));
    }

    private static String name(Request request) {
        return request.text("QueueName")
                .or(() -> request.text("QueueUrl").map(url -> url.substring(url.lastIndexOf('/') + 1)))
                .orElse("");
    }

    private static JsonNode receive(Request request, StandInQueue queue) throws InterruptedException {
        var most = request.number("MaxNumberOfMessages", 1);
        if (most < 1 || most > 10) {
            throw new ServiceError(
                    400,
                    "InvalidParameterValue",
                    "Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
                            .formatted(most));
        }
        var wait = Duration.ofSeconds(request.number("WaitTimeSeconds", 0));
        var visibility = request.text("VisibilityTimeout").map(Long::valueOf).map(Duration::ofSeconds);
        var received = queue.receive(most, wait, visibility);
        var result = object();
        if (!received.isEmpty()) {
            var wanted = names(request, "AttributeNames", "MessageSystemAttributeNames");
            var messages = result.putArray("Messages");
            received.forEach(message -> messages.add(message(message, wanted)));
        }
        return result;
    }

    private static ObjectNode message(StandInQueue.Received received, Set<String> wanted) {
        var message = object().put("MessageId", received.id())
                .put("ReceiptHandle", received.receipt())
                .put("MD5OfBody", md5(received.body()))
                .put("Body", received.body());
        putWanted(
                message,
                wanted,
                Map.of(
                        "SenderId", "AIDAEXAMPLE0000000000",
                        "SentTimestamp", Long.toString(received.sentAt().toEpochMilli()),
                        "ApproximateReceiveCount", Integer.toString(received.count()),
                        "ApproximateFirstReceiveTimestamp",
                                Long.toString(received.firstReceivedAt().toEpochMilli())));
        return message;
    }

    private static JsonNode attributes(Request request, StandInQueue queue) {
        var result = object();
        putWanted(
                result,
                names(request, "AttributeNames"),
                Map.of(
                        "QueueArn", arn(request, queue.name()),
                        "ApproximateNumberOfMessages", Integer.toString(queue.visible()),
                        "ApproximateNumberOfMessagesNotVisible", Integer.toString(queue.inFlight()),
                        "ApproximateNumberOfMessagesDelayed", "0",
                        "VisibilityTimeout",
                                Long.toString(queue.visibilityTimeout().toSeconds()),
                        "MessageRetentionPeriod", "1209600",
                        "ReceiveMessageWaitTimeSeconds", "0"));
        return result;
    }

    private static void putWanted(ObjectNode result, Set<String> wanted, Map<String, String> all) {
        var attributes = new TreeMap<>(all);
        if (!wanted.contains("All")) {
            attributes.keySet().retainAll(wanted);
        }
        if (!attributes.isEmpty()) {
            var node = result.putObject("Attributes");
            attributes.forEach(node::put);
        }
    }

    private static Set<String> names(Request request, String... lists) {
        var names = new TreeSet<String>();
        for (var list : lists) {
            request.parameters().path(list).forEach(name -> names.add(name.asText()));
        }
        return names;
    }

    private static void hide(StandInQueue queue, JsonNode parameters) {
        queue.hide(
                parameters.path("ReceiptHandle").asText(),
                Duration.ofSeconds(parameters.path("VisibilityTimeout").asLong()));
    }

    private static JsonNode batch(Request request, Consumer<JsonNode> change) {
        var result = object();
        var successful = result.putArray("Successful");
        var failed = result.putArray("Failed");
        for (var entry : request.parameters().path("Entries")) {
            var id = entry.path("Id").asText();
            try {
                change.accept(entry);
                successful.addObject().put("Id", id);
            } catch (ServiceError error) {
                failed.addObject()
                        .put("Id", id)
                        .put("Code", error.code())
                        .put("Message", error.getMessage())
                        .put("SenderFault", true);
            }
        }
        return result;
    }

    private static String arn(Request request, String queue) {
        return "arn:%s:sqs:%s:%s:%s"
                .formatted(
                        request.partition(), request.region(), request.caller().account(), queue);
    }

    private static String md5(String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
