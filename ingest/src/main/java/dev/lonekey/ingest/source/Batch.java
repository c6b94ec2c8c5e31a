package dev.lonekey.ingest.source;

import dev.lonekey.contract.deadletter.DeadLetter;
import java.util.List;

/**
 * What a source read at once: records for the topics, and input that could not be used.
 *
 * @param records in the order read
 * @param rejected for the dead letters
 */
public record Batch(List<SourceRecord> records, List<DeadLetter> rejected) {

    public Batch {
        records = List.copyOf(records);
        rejected = List.copyOf(rejected);
    }
}
