package dev.lonekey.ingest.publish;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;

/**
 * Publishes no more than so many records a second, evenly: the consumers have time for what others publish in between. Dead
 * letters count as well.
 */
public final class PacedPublisher {

    /** So little is published at once that whoever comes next waits for a small part of a second's records only. */
    private static final int PARTS_OF_A_SECOND = 20;

    /** A bucket fills by one a nanosecond at most, which is more than any Kafka takes. */
    private static final int MOST_A_SECOND = 1_000_000_000;

    private final Publisher publisher;
    private final Gate gate;
    private final BlockingStrategy waiting;
    private final int atOnce;
    private final Bucket pace;

    /** Holds up whoever publishes, for as long as it must. */
    @FunctionalInterface
    public interface Gate {

        /** Returns when the next few may be published; asked before each. */
        void pass() throws InterruptedException;
    }

    /**
     * Publishes nothing by itself.
     *
     * @param publisher closed by the caller
     * @param perSecond records, at least 1
     * @param gate asked as well
     */
    public PacedPublisher(Publisher publisher, int perSecond, Gate gate) {
        this(publisher, perSecond, gate, TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);
    }

    PacedPublisher(Publisher publisher, int perSecond, Gate gate, TimeMeter time, BlockingStrategy waiting) {
        this.publisher = publisher;
        this.gate = gate;
        this.waiting = waiting;
        this.atOnce = Math.max(1, perSecond / PARTS_OF_A_SECOND);
        var tokens = Math.min(perSecond, MOST_A_SECOND);
        this.pace = Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(tokens, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    /**
     * Publishes as {@link Publisher#publish} does; waits until it is time.
     *
     * @throws PublishException if this or an earlier record failed for good
     */
    public void publish(Batch batch) throws InterruptedException {
        for (var from = 0; from < batch.records().size(); from += atOnce) {
            publish(part(batch.records(), from), List.of());
        }
        for (var from = 0; from < batch.rejected().size(); from += atOnce) {
            publish(List.of(), part(batch.rejected(), from));
        }
    }

    private void publish(List<SourceRecord> records, List<DeadLetter> rejected) throws InterruptedException {
        gate.pass();
        pace.asBlocking().consume(records.size() + rejected.size(), waiting);
        publisher.publish(new Batch(records, rejected));
    }

    private <T> List<T> part(List<T> all, int from) {
        return all.subList(from, Math.min(all.size(), from + atOnce));
    }
}
