package dev.lonekey.detector.account;

import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.violation.ViolationEvent.Resolution;
import dev.lonekey.detector.rule.Breach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the organization said of an account, and when. While the account is closed or gone nothing in it is violated. */
public final class Membership {

    private final TreeMap<Instant, AccountState> states = new TreeMap<>();

    /**
     * Notes a state. Of two in one second the account is the one that leaves violations open.
     *
     * @return whether at some time the account was there and now was not, or the other way round
     */
    boolean tell(Instant asOf, AccountState state) {
        var wasGone = isGoneAt(asOf);
        var before = states.get(asOf);
        var merged = before != null && before.compareTo(state) < 0 ? before : state;
        states.put(asOf, merged);
        return wasGone != isGoneAt(asOf);
    }

    /** Of equal answers in a row before the horizon the last is enough. */
    void forgetBefore(Instant horizon) {
        var last = states.lowerKey(horizon);
        if (last != null) {
            states.headMap(last).clear();
        }
    }

    /** The newest answer. */
    Optional<AccountState> state() {
        return states.isEmpty()
                ? Optional.empty()
                : Optional.of(states.lastEntry().getValue());
    }

    /** All answers, in time. */
    public SortedMap<Instant, AccountState> states() {
        return Collections.unmodifiableSortedMap(states);
    }

    /** Puts an answer back, from stored state. */
    public void restore(Instant asOf, AccountState state) {
        states.put(asOf, state);
    }

    /** Those parts of a breach in which the account was there. */
    Stream<Breach> cut(Breach breach) {
        if (states.values().stream().allMatch(AccountState.ACTIVE::equals)) {
            return Stream.of(breach);
        }
        var pieces = new ArrayList<Breach>();
        var from = Optional.of(breach.openedAt());
        if (isGoneAt(breach.openedAt())) {
            from = Optional.empty();
        }
        for (var told : states.tailMap(breach.openedAt(), false).entrySet()) {
            if (breach.end().filter(end -> !told.getKey().isBefore(end.at())).isPresent()) {
                break;
            }
            var isGone = told.getValue() != AccountState.ACTIVE;
            if (isGone && from.isPresent()) {
                pieces.add(
                        breach.within(from.get(), Optional.of(new Breach.End(told.getKey(), Resolution.ACCOUNT_GONE))));
                from = Optional.empty();
            } else if (!isGone && from.isEmpty()) {
                from = Optional.of(told.getKey());
            }
        }
        from.ifPresent(at -> pieces.add(breach.within(at, breach.end())));
        return List.copyOf(pieces).stream();
    }

    private boolean isGoneAt(Instant second) {
        var told = states.floorEntry(second);
        return told != null && told.getValue() != AccountState.ACTIVE;
    }
}
