package dev.lonekey.detector.fact;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All keys that a user had, as ListAccessKeys showed them.
 *
 * @param userId IAM's own id of the user, which outlives renames and is never used again
 * @param path from the user's ARN, for example {@code /} or {@code /ops/}; empty where none was told
 * @param keys in the order of their ids
 */
public record Listing(Name name, Optional<String> userId, String path, List<ListedKey> keys)
        implements Comparable<Listing> {

    private static final Comparator<Listing> ORDER = Comparator.comparing(Listing::name)
            .thenComparing(listing -> listing.userId().orElse(""))
            .thenComparing(Listing::path)
            .thenComparing(listing -> listing.keys().toString());

    /**
     * A key in a listing.
     *
     * @param active whether its status is {@code Active}; whatever else it may be counts as inactive
     */
    public record ListedKey(String accessKeyId, boolean active, Optional<Instant> createdAt) {

        /** From when on the listing tells its status: the beginning of the listing, or its creation where that is later. */
        public Instant since(Instant asOf) {
            return createdAt.filter(asOf::isBefore).orElse(asOf);
        }
    }

    public Listing {
        var byId = new TreeMap<String, ListedKey>();
        // Shown twice, a key is one key; where the statuses differ, the unsafe one counts.
        keys.forEach(key -> byId.merge(key.accessKeyId(), key, (one, other) -> one.active() ? one : other));
        keys = List.copyOf(byId.values());
    }

    /** How it shows a key, if it does. */
    public Optional<ListedKey> key(String accessKeyId) {
        return keys.stream()
                .filter(key -> key.accessKeyId().equals(accessKeyId))
                .findFirst();
    }

    /** Everything that it is about: the name first. */
    public List<Subject> subjects() {
        return Stream.of(
                        Stream.of(new Subject.OfName(name)),
                        userId.map(Subject.OfUser::new).stream(),
                        keys.stream().map(key -> new Subject.OfKey(key.accessKeyId())))
                .<Subject>flatMap(subjects -> subjects)
                .toList();
    }

    @Override
    public int compareTo(Listing other) {
        return ORDER.compare(this, other);
    }
}
