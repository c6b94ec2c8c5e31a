package dev.lonekey.standalone.pipeline;

import dev.lonekey.runtime.failure.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits for offsets to be reached as long as there is progress.
 *
 * @param pause between two looks
 * @param stall how long there may be no progress
 */
record Patience(Duration pause, Duration stall) {

    static final Patience USUAL = new Patience(Duration.ofMillis(25), Duration.ofSeconds(60));

    /** Where something is now. */
    @FunctionalInterface
    interface Reached {
        /** Looks; throws a {@link Failure} if it will never get any further. */
        Map<TopicPartition, Long> now() throws InterruptedException;
    }

    /**
     * Returns when every partition is where it should be, or beyond.
     *
     * @param who is waited for
     * @throws Failure if there is no progress for too long
     */
    void await(String who, Map<TopicPartition, Long> target, Reached reached) throws InterruptedException {
        var last = reached.now();
        var lastProgress = System.nanoTime();
        while (!isPast(last, target)) {
            Thread.sleep(pause.toMillis());
            var now = reached.now();
            if (!now.equals(last)) {
                last = now;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > stall.toNanos()) {
                throw noProgress(who);
            }
        }
    }

    /**
     * Returns what there is, once there is something.
     *
     * @param who is waited for
     * @throws Failure if there is nothing for too long
     */
    <T> T awaitPresent(String who, Supplier<Optional<T>> maybe) throws InterruptedException {
        var start = System.nanoTime();
        var found = maybe.get();
        while (found.isEmpty()) {
            if (System.nanoTime() - start > stall.toNanos()) {
                throw noProgress(who);
            }
            Thread.sleep(pause.toMillis());
            found = maybe.get();
        }
        return found.get();
    }

    private Failure noProgress(String who) {
        return new Failure("%s made no progress for %d seconds; try again with --verbose to see why"
                .formatted(who, stall.toSeconds()));
    }

    private static boolean isPast(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> target) {
        return target.entrySet().stream()
                .allMatch(entry -> reached.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }
}
