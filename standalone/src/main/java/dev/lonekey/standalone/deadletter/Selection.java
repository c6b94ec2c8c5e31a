package dev.lonekey.standalone.deadletter;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.text.Nearest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The letters that are meant.
 *
 * @param codes of reasons; none for all
 * @param since written at that time or later
 */
record Selection(Set<String> codes, Optional<Instant> since) {

    private static final List<String> KNOWN = Stream.concat(
                    Stream.of(RejectReason.values()).map(RejectReason::code), Stream.of(Letter.FOREIGN))
            .toList();

    /**
     * By what a user wrote.
     *
     * @throws Failure if there is no such reason
     */
    static Selection of(Collection<String> codes, Optional<Instant> since) {
        for (var code : codes) {
            if (!KNOWN.contains(code)) {
                var nearest = Nearest.suggestion(code, KNOWN);
                throw new Failure("unknown reason \"" + code + "\""
                        + (nearest.isEmpty() ? "; it is one of " + String.join(", ", KNOWN) : nearest));
            }
        }
        return new Selection(Set.copyOf(codes), since);
    }

    boolean includes(Letter letter) {
        return (codes.isEmpty() || codes.contains(letter.code()))
                && since.filter(letter.time()::isBefore).isEmpty();
    }

    boolean isAll() {
        return codes.isEmpty() && since.isEmpty();
    }
}
