package dev.lonekey.detector.stream;

import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the state of a partition is made out of what was published: only if there is none, and only once. */
record Seeding(KeyValueStore<byte[], byte[]> histories, Agenda agenda, int partition) {

    private static final Logger LOG = LoggerFactory.getLogger(Seeding.class);

    /** A start that is repeated, with all its options, must do no harm: of state that is there nothing is touched. */
    boolean isWanted() {
        var seededAt = agenda.seededAt();
        if (seededAt.isPresent()) {
            LOG.info("partition {} was seeded at {}; --seed does nothing more to it", partition, seededAt.get());
            return false;
        }
        try (var entries = histories.all()) {
            if (entries.hasNext()) {
                LOG.warn(
                        "--seed is ignored for partition {}, since it has its state; it is for a detector that was reset, see docs/operations.md",
                        partition);
                return false;
            }
        }
        return true;
    }

    void done(Instant now, int accounts) {
        agenda.seed(now);
        LOG.info("partition {} is seeded with what is published of {} accounts", partition, accounts);
    }
}
