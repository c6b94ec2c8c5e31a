package dev.lonekey.detector.stream;

import dev.lonekey.runtime.failure.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a failed stream thread means. What is the brokers' matter, and over when they answer or are set right, is tried
 * again for as long as it takes, after pauses that grow to a minute. Anything else is tried again a few times within a while, since
 * most failures pass; then the detector stops, since trying for ever would loop on a record that kills the thread.
 */
final class FailureWatch implements StreamsUncaughtExceptionHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FailureWatch.class);
    private static final String COMMIT_UNDER_WAY = "timed out and must be retried";
    private static final int MAX_REPLACEMENTS = 3;
    private static final int MAX_CAUSES = 20;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Well below the time after which the group would take a member for dead that does not poll. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final Deque<Long> replaced = new ArrayDeque<>();
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<Long> last = Optional.empty();
    private Optional<Long> said = Optional.empty();
    private Duration pause = FIRST_PAUSE;

    FailureWatch() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that nobody sets */
    FailureWatch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        LOG.debug("the failure", failure);
        var unreadable = unreadable(failure);
        if (unreadable.isPresent()) {
            fatal.set(new Failure(unreadable.get().getMessage(), failure));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        var wait = pauseAfter(failure);
        if (wait.isEmpty()) {
            fatal.set(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        await(wait.get());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** How long to wait before the thread is replaced; empty if it is not to be. */
    synchronized Optional<Duration> pauseAfter(Throwable failure) {
        var now = nanos.getAsLong();
        if (!isMatterOfTheBrokers(failure) && !mayReplace(now)) {
            return Optional.empty();
        }
        if (last.filter(earlier -> now - earlier < WINDOW.toNanos()).isEmpty()) {
            pause = FIRST_PAUSE;
        }
        last = Optional.of(now);
        var wait = pause;
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        if (said.filter(earlier -> now - earlier < QUIET.toNanos()).isEmpty()) {
            said = Optional.of(now);
            LOG.warn(
                    "a stream thread failed and is replaced in {} s, nothing of what it was at is lost: {}",
                    wait.toSeconds(),
                    line(failure));
        }
        return Optional.of(wait);
    }

    private boolean mayReplace(long now) {
        while (!replaced.isEmpty() && now - replaced.peekFirst() > WINDOW.toNanos()) {
            replaced.removeFirst();
        }
        if (replaced.size() >= MAX_REPLACEMENTS) {
            return false;
        }
        replaced.addLast(now);
        return true;
    }

    /** To end with an error would mend nothing: whoever starts it again would have the same. */
    private static boolean isMatterOfTheBrokers(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof RetriableException
                        || cause instanceof RecordTooLargeException
                        || cause instanceof InvalidTimestampException
                        || isCommitUnderWay(cause));
    }

    /**
     * Brokers went away in the middle of a commit, and did not come back within {@code max.block.ms}. Kafka Streams then tries the
     * commit again from its first step, which the producer refuses; it has no class of its own for that.
     */
    private static boolean isCommitUnderWay(Throwable cause) {
        return cause instanceof IllegalStateException
                && String.valueOf(cause.getMessage()).contains(COMMIT_UNDER_WAY);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }

    private static String line(Throwable failure) {
        var deepest = causes(failure).reduce((outer, cause) -> cause).orElse(failure);
        var text = deepest.getClass().getSimpleName() + ": " + deepest.getMessage();
        return causes(failure).anyMatch(InvalidTimestampException.class::isInstance)
                ? text + "; set the clocks of this machine and of the brokers right"
                : text;
    }

    private void await(Duration wait) {
        waiting.incrementAndGet();
        try {
            var isClosed = closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("waited, closed: {}", isClosed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Whether a thread waits to be replaced, and its partitions with it. */
    boolean isWaiting() {
        return waiting.get() > 0;
    }

    private static Optional<UnreadableState> unreadable(Throwable failure) {
        return causes(failure)
                .filter(UnreadableState.class::isInstance)
                .map(UnreadableState.class::cast)
                .findFirst();
    }

    /** What the detector stopped for. */
    Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal.get());
    }

    /** Lets no thread wait any more. */
    @Override
    public void close() {
        closing.countDown();
    }
}
