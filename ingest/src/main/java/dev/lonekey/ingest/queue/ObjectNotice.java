package dev.lonekey.ingest.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message that tells of new objects in S3, from S3 itself, also by way of EventBridge, or from CloudTrail.
 *
 * @param events S3's
 * @param test what S3 sends when it is told to send such messages
 * @param bucket CloudTrail's
 * @param keys CloudTrail's
 * @param source EventBridge's
 * @param detailType EventBridge's
 * @param detail EventBridge's; the key in it is as it is, not encoded
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">S3 by way of EventBridge</a>
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html">CloudTrail</a>
 */
record ObjectNotice(
        @JsonProperty("Records") List<Event> events,
        @JsonProperty("Event") Optional<String> test,
        @JsonProperty("s3Bucket") Optional<String> bucket,
        @JsonProperty("s3ObjectKey") List<String> keys,
        Optional<String> source,
        @JsonProperty("detail-type") Optional<String> detailType,
        Optional<Place> detail) {

    private static final ObjectReader READER = Json.MAPPER.readerFor(ObjectNotice.class);

    /** One of S3's events. */
    record Event(Optional<String> eventSource, Optional<String> eventName, Optional<Place> s3) {

        boolean isOfS3() {
            return eventSource.filter("aws:s3"::equals).isPresent() && (!isCreation() || object().isPresent());
        }

        private boolean isCreation() {
            return eventName.filter(name -> name.startsWith("ObjectCreated:")).isPresent();
        }

        private Stream<NamedObject> created() {
            return isCreation() ? object().stream() : Stream.empty();
        }

        private Optional<NamedObject> object() {
            return s3.filter(Place::isWhole)
                    .map(Place::named)
                    .map(encoded -> new NamedObject(encoded.bucket(), decoded(encoded.key())));
        }

        /** As in forms: a blank is a plus. */
        private static String decoded(String key) {
            try {
                return URLDecoder.decode(key, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notEncoded) {
                return key;
            }
        }
    }

    record Place(InBucket bucket, InObject object) {

        boolean isWhole() {
            return bucket != null && bucket.name() != null && object != null && object.key() != null;
        }

        NamedObject named() {
            return new NamedObject(bucket.name(), object.key());
        }
    }

    record InBucket(String name) {}

    record InObject(String key) {}

    /** Empty for all other messages. */
    static Optional<ObjectNotice> of(String message) {
        if (!message.contains("\"aws:s3\"")
                && !message.contains("\"aws.s3\"")
                && !message.contains("\"s3:TestEvent\"")
                && !message.contains("\"s3ObjectKey\"")) {
            return Optional.empty();
        }
        try {
            ObjectNotice read = READER.readValue(message);
            return Optional.of(read).filter(ObjectNotice::isOne);
        } catch (IOException otherShape) {
            return Optional.empty();
        }
    }

    private boolean isOne() {
        return test.filter("s3:TestEvent"::equals).isPresent()
                || (bucket.isPresent() && isWhole(keys))
                || ofEventBridge().isPresent()
                || (isWhole(events) && !events.isEmpty() && events.stream().allMatch(Event::isOfS3));
    }

    /** A list can be missing, or have nulls in it. */
    private static boolean isWhole(List<?> list) {
        return list != null && list.stream().noneMatch(Objects::isNull);
    }

    private Optional<NamedObject> ofEventBridge() {
        return source.equals(Optional.of("aws.s3")) && detailType.equals(Optional.of("Object Created"))
                ? detail.filter(Place::isWhole).map(Place::named)
                : Optional.empty();
    }

    /** The objects; none if it is a test, or tells of what was deleted. */
    List<NamedObject> objects() {
        var ofCloudTrail = bucket.stream().flatMap(name -> keys.stream().map(key -> new NamedObject(name, key)));
        var ofS3 =
                events == null ? Stream.<NamedObject>empty() : events.stream().flatMap(Event::created);
        return Stream.of(ofCloudTrail, ofS3, ofEventBridge().stream())
                .flatMap(each -> each)
                .toList();
    }
}
