package dev.lonekey.detector.oracle;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a snapshot says of one user: the keys of a listing, or the numbers of a report.
 *
 * @param name in lower case
 * @param count what a report counts; empty for a listing
 */
record Entry(
        String snapshotId,
        long asOf,
        long until,
        String name,
        Optional<String> userId,
        List<Shown> keys,
        Optional<Count> count) {
    record Shown(String keyId, boolean active, OptionalLong createdAt) {}

    boolean isListing() {
        return count.isEmpty();
    }

    boolean shows(String keyId) {
        return keys.stream().anyMatch(key -> key.keyId().equals(keyId));
    }
}
