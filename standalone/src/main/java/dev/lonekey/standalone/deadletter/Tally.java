package dev.lonekey.standalone.deadletter;

import dev.lonekey.contract.deadletter.RejectReason;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Counts letters by reason and keeps the newest ones. Of bounded size, however many there are. */
final class Tally {

    private static final Comparator<Letter> OLDEST_FIRST = Comparator.comparing(Letter::time)
            .thenComparing(letter -> letter.place().partition())
            .thenComparing(letter -> letter.place().offset());

    private static final Comparator<Optional<RejectReason>> AS_DECLARED =
            Comparator.comparingInt(reason -> reason.map(Enum::ordinal).orElse(Integer.MAX_VALUE));

    private final int limit;
    private final Map<Optional<RejectReason>, Group> groups = new TreeMap<>(AS_DECLARED);
    private final PriorityQueue<Letter> newest = new PriorityQueue<>(OLDEST_FIRST);

    /** @param limit how many of the newest to keep */
    Tally(int limit) {
        this.limit = limit;
    }

    void add(Letter letter) {
        groups.computeIfAbsent(letter.reason(), reason -> new Group()).add(letter);
        newest.add(letter);
        if (newest.size() > limit) {
            newest.remove();
        }
    }

    long letters() {
        return groups.values().stream().mapToLong(Group::letters).sum();
    }

    /** By reason, in the order of their declaration; what is not ours at the end. */
    Map<Optional<RejectReason>, Group> groups() {
        return new LinkedHashMap<>(groups);
    }

    /** The newest ones, newest first. */
    List<Letter> newest() {
        return newest.stream().sorted(OLDEST_FIRST.reversed()).toList();
    }
}
