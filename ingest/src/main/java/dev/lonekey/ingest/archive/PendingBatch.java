package dev.lonekey.ingest.archive;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;

/** A batch in the making. */
final class PendingBatch {

    private static final int MAX_RECORDS = 500;
    private static final int MAX_BYTES = 1 << 20;

    private final List<SourceRecord> records = new ArrayList<>();
    private final List<DeadLetter> rejected = new ArrayList<>();
    private long bytes;

    void add(SourceRecord record) {
        records.add(record);
        bytes += record.json().length;
    }

    void add(DeadLetter letter, int size) {
        rejected.add(letter);
        bytes += size;
    }

    boolean isEmpty() {
        return records.isEmpty() && rejected.isEmpty();
    }

    boolean isFull() {
        return records.size() + rejected.size() >= MAX_RECORDS || bytes >= MAX_BYTES;
    }

    Batch batch() {
        return new Batch(records, rejected);
    }
}
