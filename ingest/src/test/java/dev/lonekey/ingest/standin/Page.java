package dev.lonekey.ingest.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A page of a list of IAM, where a page begins after the item that the marker names.
 *
 * @param next the marker of the next page
 */
record Page<V>(Map<String, V> items, Optional<String> next) {

    private static final int DEFAULT_ITEMS = 100;
    private static final int MOST_ITEMS = 1000;

    static <V> Page<V> of(NavigableMap<String, V> all, Request request) {
        var size = request.number("MaxItems", DEFAULT_ITEMS);
        if (size < 1 || size > MOST_ITEMS) {
            throw new ServiceError(
                    400,
                    "ValidationError",
                    "1 validation error detected: Value '%d' at 'maxItems' failed to satisfy constraint"
                            .formatted(size));
        }
        var rest = request.text("Marker")
                .map(marker -> all.tailMap(decoded(marker), false))
                .orElse(all);
        var items = new LinkedHashMap<String, V>();
        for (var item : rest.entrySet()) {
            if (items.size() == size) {
                var last = items.keySet().stream().reduce((earlier, later) -> later);
                return new Page<>(items, last.map(Page::encoded));
            }
            items.put(item.getKey(), item.getValue());
        }
        return new Page<>(items, Optional.empty());
    }

    private static String encoded(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
    }

    private static String decoded(String marker) {
        try {
            return new String(Base64.getDecoder().decode(marker), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ServiceError(400, "ValidationError", "Invalid Marker: " + e.getMessage());
        }
    }
}
