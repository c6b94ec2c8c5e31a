package dev.lonekey.ingest.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** S3, as far as reading goes: REST with the bucket in the path, answers in XML. */
final class S3Service implements Service {

    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final int MOST_KEYS = 1000;

    private final Function<String, Optional<StandInBucket>> buckets;

    S3Service(Function<String, Optional<StandInBucket>> buckets) {
        this.buckets = buckets;
    }

    /** What a call asks for, as parameters with those of the query: Action, Bucket and Key. */
    static ObjectNode parameters(String method, URI uri) {
        var parameters = Front.form(Optional.ofNullable(uri.getRawQuery()).orElse(""));
        var path = uri.getRawPath().substring(1).split("/", 2);
        parameters.put("Bucket", path[0]);
        if (path.length == 2 && !path[1].isEmpty()) {
            parameters.put("Key", URLDecoder.decode(path[1].replace("+", "%2B"), UTF_8));
            return parameters.put("Action", method.equals("GET") ? "GetObject" : method + "Object");
        }
        var list = parameters.path("list-type").asText().equals("2");
        return parameters.put("Action", list ? "ListObjectsV2" : method.equals("HEAD") ? "HeadBucket" : method);
    }

    @Override
    public Answer answer(Request request) {
        var bucket = buckets.apply(request.required("Bucket"))
                .orElseThrow(() -> new ServiceError(404, "NoSuchBucket", "The specified bucket does not exist"));
        return switch (request.action()) {
            case "ListObjectsV2" -> list(bucket, request);
            case "GetObject" -> object(bucket, request.required("Key"), request);
            case "HeadBucket" -> new Answer(200, Map.of("x-amz-bucket-region", request.region()), "");
            default -> throw new ServiceError(501, "NotImplemented", "The stand-in does not know " + request.action());
        };
    }

    @Override
    public Answer answer(ServiceError error, String requestId) {
        var xml = new Xml();
        xml.value("Code", error.code()).value("Message", error.getMessage()).value("RequestId", requestId);
        return new Answer(
                error.status(),
                Map.of("Content-Type", "application/xml", "x-amz-request-id", requestId),
                "<Error>" + xml + "</Error>");
    }

    @Override
    public ServiceError refuse(Refusal refusal, String message) {
        return switch (refusal) {
            case THROTTLED -> new ServiceError(503, "SlowDown", "Please reduce your request rate.");
            case DENIED -> new ServiceError(403, "AccessDenied", message);
            case EXPIRED_TOKEN -> new ServiceError(400, "ExpiredToken", "The provided token has expired.");
            case UNKNOWN_KEY -> new ServiceError(403, "InvalidAccessKeyId", message);
            case SKEWED_CLOCK -> new ServiceError(403, "RequestTimeTooSkewed", message);
        };
    }

    @Override
    public String resourceOf(Request request) {
        var bucket = "arn:" + request.partition() + ":s3:::" + request.required("Bucket");
        return request.text("Key").map(key -> bucket + "/" + key).orElse(bucket);
    }

    @Override
    public String permissionOf(Request request) {
        return request.action().equals("GetObject") ? "s3:GetObject" : "s3:ListBucket";
    }

    private static Answer list(StandInBucket bucket, Request request) {
        var prefix = request.text("prefix").orElse("");
        var after = request.text("continuation-token")
                .map(token -> new String(Base64.getDecoder().decode(token), UTF_8))
                .or(() -> request.text("start-after"))
                .orElse("");
        var most = Math.min(MOST_KEYS, request.number("max-keys", MOST_KEYS));
        var page = page(bucket, prefix, request.text("delimiter").orElse(""), after, most + 1);
        var isTruncated = page.size() > most;
        var xml = new Xml();
        var folders = new TreeSet<String>();
        var last = after;
        var number = 0;
        for (var entry : page.entrySet()) {
            if (number++ == most) {
                break;
            }
            last = entry.getKey();
            var object = entry.getValue();
            object.ifPresentOrElse(
                    stored -> xml.element("Contents", () -> xml.value("Key", entry.getKey())
                            .value("LastModified", stored.appears())
                            .value("ETag", etag(stored))
                            .value("Size", stored.bytes().length)
                            .value("StorageClass", "STANDARD")),
                    () -> folders.add(entry.getKey()));
        }
        folders.forEach(folder -> xml.element("CommonPrefixes", () -> xml.value("Prefix", folder)));
        xml.value("Name", bucket.name())
                .value("Prefix", prefix)
                .value("KeyCount", Math.min(most, page.size()))
                .value("MaxKeys", most)
                .value("IsTruncated", isTruncated);
        if (isTruncated) {
            // What comes after a folder comes after all that is in it.
            var from = page.get(last).isPresent() ? last : last + Character.MAX_VALUE;
            xml.value("NextContinuationToken", Base64.getEncoder().encodeToString(from.getBytes(UTF_8)));
        }
        return new Answer(
                200, headers(request), "<ListBucketResult xmlns=\"" + NAMESPACE + "\">" + xml + "</ListBucketResult>");
    }

    /** Objects, and folders without one. */
    private static Map<String, Optional<StandInBucket.Stored>> page(
            StandInBucket bucket, String prefix, String delimiter, String after, int most) {
        var page = new LinkedHashMap<String, Optional<StandInBucket.Stored>>();
        for (var entry : bucket.shown().tailMap(after, false).entrySet()) {
            var key = entry.getKey();
            if (page.size() == most || (key.compareTo(prefix) > 0 && !key.startsWith(prefix))) {
                break;
            }
            if (key.startsWith(prefix)) {
                var end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
                if (end < 0) {
                    page.put(key, Optional.of(entry.getValue()));
                } else {
                    page.put(key.substring(0, end + delimiter.length()), Optional.empty());
                }
            }
        }
        return page;
    }

    private Answer object(StandInBucket bucket, String key, Request request) {
        var trouble = bucket.trouble(key);
        if (trouble.isPresent()) {
            switch (trouble.get()) {
                case DENIED -> throw refuse(Refusal.DENIED, denied(request, "s3:GetObject", resourceOf(request)));
                case LOST -> throw noSuchKey();
                case UNDECRYPTABLE ->
                    throw refuse(
                            Refusal.DENIED,
                            denied(request, "kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/example"));
                case KMS_DISABLED ->
                    throw new ServiceError(
                            400,
                            "KMS.DisabledException",
                            "arn:aws:kms:us-east-1:111122223333:key/example is disabled.");
                case CUT -> {
                    // below
                }
            }
        }
        var stored = bucket.object(key).orElseThrow(S3Service::noSuchKey);
        var headers = new LinkedHashMap<>(headers(request));
        headers.put("Content-Type", "application/json");
        headers.put("ETag", etag(stored));
        headers.put(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(stored.appears().atOffset(ZoneOffset.UTC)));
        var bytes = stored.bytes();
        var sent = trouble.isPresent() ? Arrays.copyOf(bytes, bytes.length / 2) : bytes;
        return new Answer(200, headers, sent, bytes.length);
    }

    private static String denied(Request request, String action, String resource) {
        return "User: %s is not authorized to perform: %s on resource: \"%s\" because no identity-based policy allows the %s action"
                .formatted(request.caller().arn(request.partition()), action, resource, action);
    }

    private static ServiceError noSuchKey() {
        return new ServiceError(404, "NoSuchKey", "The specified key does not exist.");
    }

    private static String etag(StandInBucket.Stored object) {
        return "\"%032x\"".formatted(Arrays.hashCode(object.bytes()) & 0xFFFFFFFFL);
    }

    private static Map<String, String> headers(Request request) {
        return Map.of("x-amz-request-id", request.id());
    }
}
