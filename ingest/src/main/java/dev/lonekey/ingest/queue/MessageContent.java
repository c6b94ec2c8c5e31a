package dev.lonekey.ingest.queue;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import java.time.Instant;
import java.util.List;

/**
 * What came of reading a message.
 *
 * @param records that travel
 * @param times when the events of these happened, where they tell
 * @param rejected what could not be used
 */
record MessageContent(List<SourceRecord> records, List<Instant> times, List<DeadLetter> rejected) {

    /** What a message counts as. */
    enum Kind {
        /** All that it has to tell travels. */
        PUBLISHED,
        /** It has nothing to tell. */
        SKIPPED,
        /** Some or all of it went to the dead letters. */
        REJECTED
    }

    MessageContent {
        records = List.copyOf(records);
        times = List.copyOf(times);
        rejected = List.copyOf(rejected);
    }

    Kind kind() {
        if (!rejected.isEmpty()) {
            return Kind.REJECTED;
        }
        return records.isEmpty() ? Kind.SKIPPED : Kind.PUBLISHED;
    }

    Batch batch() {
        return new Batch(records, rejected);
    }
}
