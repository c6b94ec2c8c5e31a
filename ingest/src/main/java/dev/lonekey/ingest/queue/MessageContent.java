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
 * @param objects files of trails, whose records travel once they are read
 * @param rejected what could not be used
 */
record MessageContent(
        List<SourceRecord> records, List<Instant> times, List<NamedObject> objects, List<DeadLetter> rejected) {

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
        objects = List.copyOf(objects);
        rejected = List.copyOf(rejected);
    }

    static MessageContent rejected(DeadLetter letter) {
        return new MessageContent(List.of(), List.of(), List.of(), List.of(letter));
    }

    static MessageContent of(List<NamedObject> objects) {
        return new MessageContent(List.of(), List.of(), objects, List.of());
    }

    Kind kind() {
        if (!rejected.isEmpty()) {
            return Kind.REJECTED;
        }
        return records.isEmpty() && objects.isEmpty() ? Kind.SKIPPED : Kind.PUBLISHED;
    }

    Batch batch() {
        return new Batch(records, rejected);
    }
}
