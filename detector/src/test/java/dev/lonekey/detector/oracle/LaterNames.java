package dev.lonekey.detector.oracle;

import java.util.List;
import java.util.Optional;

/** What later calls tell of names. */
final class LaterNames {
    private final List<Call> calls;

    /** @param calls of one account, sorted by time */
    LaterNames(List<Call> calls) {
        this.calls = calls;
    }

    /** Whether the next second that tells of the name can only be understood if somebody bore it already. */
    boolean isBorneAfter(String name, long second) {
        Optional<Long> next = calls.stream()
                .filter(call -> call.second() > second && tellsOf(name, call))
                .map(Call::second)
                .findFirst();
        if (next.isEmpty()) {
            return false;
        }
        List<Call> then =
                calls.stream().filter(call -> call.second() == next.get()).toList();
        boolean taken =
                then.stream().anyMatch(call -> call.takes().filter(name::equals).isPresent());
        boolean givenUp = then.stream()
                .anyMatch(call -> call.givesUp().filter(name::equals).isPresent());
        return !taken || (givenUp && isBorneAfter(name, next.get()));
    }

    private static boolean tellsOf(String name, Call call) {
        boolean named = call.isAboutKey() && call.owner().filter(name::equals).isPresent();
        return named
                || call.takes().filter(name::equals).isPresent()
                || call.givesUp().filter(name::equals).isPresent();
    }
}
