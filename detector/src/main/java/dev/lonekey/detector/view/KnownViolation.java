package dev.lonekey.detector.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.lonekey.contract.Json;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest event of a violation, with what is looked for, sorted by and counted. The rest stays the bytes that it came in, which
 * take a fraction of the memory.
 *
 * @param isOpen whether it is not resolved
 * @param searched all that a free search looks at, in lower case
 * @param endedAt when it was resolved; of an open one, never
 * @param isInRotation whether a second key is taken for a rotation for now
 * @param isExcepted whether an exception in the configuration covers it
 */
public record KnownViolation(
        String id,
        int revision,
        boolean isOpen,
        String rule,
        Severity severity,
        String accountId,
        String principal,
        String searched,
        Instant openedAt,
        Instant endedAt,
        Instant detectedAt,
        boolean isInRotation,
        boolean isExcepted,
        Published published) {

    /** The worst first, of equal ones the newest. */
    static final Comparator<KnownViolation> BY_SEVERITY = Comparator.comparing(KnownViolation::severity)
            .thenComparing(KnownViolation::openedAt)
            .reversed()
            .thenComparing(KnownViolation::id);

    static final Comparator<KnownViolation> NEWEST_OPENED =
            Comparator.comparing(KnownViolation::openedAt).reversed().thenComparing(KnownViolation::id);

    /** Those that were resolved last come first, and open ones after all of them. */
    static final Comparator<KnownViolation> NEWEST_RESOLVED = Comparator.comparing(KnownViolation::isOpen)
            .thenComparing(Comparator.comparing(KnownViolation::endedAt)
                    .thenComparing(KnownViolation::detectedAt)
                    .reversed())
            .thenComparing(KnownViolation::id);

    /** What is sorted by and counted must be there, or no question about all of them could be answered any more. */
    public KnownViolation {
        requireNonNull(id);
        requireNonNull(rule);
        requireNonNull(severity);
        requireNonNull(accountId);
        requireNonNull(principal);
        requireNonNull(openedAt);
        requireNonNull(endedAt);
        requireNonNull(detectedAt);
    }

    /**
     * Reads an event.
     *
     * @throws UncheckedIOException if the bytes are anything else
     */
    static KnownViolation of(byte[] json) {
        var event = read(json);
        return new KnownViolation(
                event.violationId(),
                event.revision(),
                requireNonNull(event.type()) != EventType.RESOLVED,
                event.rule().id().intern(),
                event.severity(),
                event.account().id(),
                event.principal().name(),
                searched(event),
                event.openedAt(),
                event.type() == EventType.RESOLVED ? event.resolvedAt().orElse(event.openedAt()) : Instant.MAX,
                event.detectedAt(),
                event.rotationEndsAt().isPresent(),
                event.exception().isPresent(),
                new Published(json));
    }

    private static ViolationEvent read(byte[] json) {
        try {
            Json.requireUtf8(json, 0, json.length);
            return ViolationEvent.fromJson(json);
        } catch (RejectedException otherEncoding) {
            throw new UncheckedIOException(new IOException(otherEncoding));
        }
    }

    private static String searched(ViolationEvent event) {
        var texts = Stream.of(
                        Stream.of(event.violationId(), event.account().id()),
                        event.account().name().stream(),
                        Stream.of(event.principal().name()),
                        event.principal().arn().stream(),
                        Stream.concat(event.keys().stream(), event.otherKeys().stream())
                                .map(ViolationEvent.Key::accessKeyId),
                        actor(event.cause()).stream())
                .flatMap(each -> each);
        // Nobody searches for a line break, so nothing is found across two of them.
        return String.join("\n", texts.toArray(String[]::new)).toLowerCase(Locale.ROOT);
    }

    private static Optional<String> actor(Cause cause) {
        return cause instanceof Cause.CloudTrail record ? record.actor().arn() : Optional.empty();
    }

    /** The event exactly as it was published. */
    public String json() {
        return published.text();
    }

    /** Bytes that nobody changes. */
    static final class Published {

        private final byte[] bytes;

        Published(byte[] bytes) {
            this.bytes = bytes;
        }

        String text() {
            return new String(bytes, UTF_8);
        }
    }
}
