package dev.lonekey.detector.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a failed stream thread means: it is replaced a few times within a while, since most failures pass; then the
 * detector stops, since replacing for ever would loop on a record that kills it.
 */
final class FailureWatch implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailureWatch.class);
    private static final int MAX_REPLACEMENTS = 3;
    private static final int MAX_CAUSES = 20;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Clock clock;
    private final Deque<Instant> replaced = new ArrayDeque<>();
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();

    FailureWatch(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        var now = clock.instant();
        while (!replaced.isEmpty() && replaced.peekFirst().isBefore(now.minus(WINDOW))) {
            replaced.removeFirst();
        }
        var unreadable = unreadable(failure);
        if (unreadable.isPresent()) {
            fatal.set(unreadable.get());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (replaced.size() < MAX_REPLACEMENTS) {
            replaced.addLast(now);
            LOG.warn("a stream thread failed and is replaced: {}", failure.toString());
            LOG.debug("the failure", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fatal.set(failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static Optional<UnreadableState> unreadable(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(UnreadableState.class::isInstance)
                .map(UnreadableState.class::cast)
                .findFirst();
    }

    /** What the detector stopped for. */
    Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal.get());
    }
}
