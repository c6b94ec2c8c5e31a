package dev.lonekey.detector.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers things that are written once and meant often. */
final class Index<T> {

    private final List<T> things = new ArrayList<>();
    private final Map<T, Integer> numbers = new HashMap<>();

    void add(T thing) {
        numbers.put(thing, things.size());
        things.add(thing);
    }

    boolean contains(T thing) {
        return numbers.containsKey(thing);
    }

    int of(T thing) {
        return numbers.get(thing);
    }

    /** One more than its number; 0 for nothing. */
    int of(Optional<T> thing) {
        return thing.map(present -> of(present) + 1).orElse(0);
    }

    T at(long number) {
        return things.get(Math.toIntExact(number));
    }

    Optional<T> optionalAt(long number) {
        return number == 0 ? Optional.empty() : Optional.of(at(number - 1));
    }
}
