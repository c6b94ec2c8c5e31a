package dev.lonekey.detector.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions whose records this instance judges. A task is in it from when its state is restored until it is closed, so a
 * partition that has moved away is not in it any more, whatever else the instance still waits for.
 */
final class OwnPartitions {

    private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

    void begin(int partition) {
        partitions.add(partition);
    }

    void end(int partition) {
        partitions.remove(partition);
    }

    Set<Integer> now() {
        return Set.copyOf(partitions);
    }
}
