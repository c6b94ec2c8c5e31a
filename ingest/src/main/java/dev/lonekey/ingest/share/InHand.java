package dev.lonekey.ingest.share;

import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.common.TopicPartition;

/** The events that something is still to be done about. Whoever takes over after a crash hears them again. */
final class InHand {

    private final Map<TopicPartition, NavigableSet<Long>> offsets = new ConcurrentHashMap<>();

    /** Returns what is to be called when it is done; after {@link #forget} that does nothing. */
    Runnable add(TopicPartition partition, long offset) {
        var open = offsets.computeIfAbsent(partition, any -> new ConcurrentSkipListSet<>());
        open.add(offset);
        return () -> open.remove(offset);
    }

    /** Where another instance would have to go on. */
    long safe(TopicPartition partition, long position) {
        var open = offsets.get(partition);
        var oldest = open == null ? null : open.ceiling(0L);
        return oldest == null ? position : Math.min(oldest, position);
    }

    void forget(TopicPartition partition) {
        offsets.remove(partition);
    }
}
