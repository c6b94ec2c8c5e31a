package dev.lonekey.ingest.poll;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.Checkpoints.Loaded;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that are this instance's, with the checkpoints in them. An account is only asked once its checkpoints are
 * read, since otherwise all would be asked at once after every restart. Used by one thread, and reads in another.
 */
final class Territory {

    private static final Logger LOG = LoggerFactory.getLogger(Territory.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Topics topics;
    private final Checkpoints checkpoints;
    private final ExecutorService reader;
    private final ScheduledExecutorService own;
    /** To each partition what tells this time of owning it from an earlier one. */
    private final Map<Integer, Object> owned = new HashMap<>();

    private final Map<Integer, Loaded> loaded = new HashMap<>();

    /**
     * @param reader where it may wait
     * @param own the thread that uses it
     */
    Territory(Topics topics, Checkpoints checkpoints, ExecutorService reader, ScheduledExecutorService own) {
        this.topics = topics;
        this.checkpoints = checkpoints;
        this.reader = reader;
        this.own = own;
    }

    /** Reads the checkpoints of partitions, and tells of each when that is done, unless they are lost in the meantime. */
    void gain(Set<Integer> partitions, Consumer<Loaded> ready) {
        for (var partition : partitions) {
            var tenure = new Object();
            owned.put(partition, tenure);
            load(partition, tenure, ready);
        }
    }

    private void load(int partition, Object tenure, Consumer<Loaded> ready) {
        var unused = CompletableFuture.supplyAsync(() -> checkpoints.read(partition), reader)
                .whenCompleteAsync(
                        (read, failure) -> {
                            // Another may have owned it since, and have done what is not in an older reading.
                            if (owned.get(partition) == tenure) {
                                loaded(partition, tenure, read, failure, ready);
                            }
                        },
                        own);
    }

    private void loaded(int partition, Object tenure, Loaded read, Throwable failure, Consumer<Loaded> ready) {
        if (failure == null) {
            loaded.put(partition, read);
            ready.accept(read);
        } else {
            LOG.warn("cannot read the checkpoints of partition {} ({}); trying again", partition, failure.toString());
            var unused = own.schedule(() -> load(partition, tenure, ready), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void lose(Set<Integer> partitions) {
        owned.keySet().removeAll(partitions);
        loaded.keySet().removeAll(partitions);
    }

    /** Whether the account is to be asked by this instance, now or as soon as its checkpoints are read. */
    boolean holds(String account) {
        return owned.containsKey(topics.partitionOf(account));
    }

    /** The checkpoints beside the account, if it can be asked. */
    Optional<Loaded> of(String account) {
        return Optional.ofNullable(loaded.get(topics.partitionOf(account)));
    }
}
