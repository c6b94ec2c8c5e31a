package dev.lonekey.ingest.history;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.ingest.source.SourceRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of the history that is to be forwarded: its record or, where that cannot be read, what goes to the dead letters.
 *
 * @param at when it happened, as the record itself says
 */
record HistoryEvent(String id, Instant at, Optional<SourceRecord> record, Optional<DeadLetter> rejected) {}
