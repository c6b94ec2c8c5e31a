package dev.lonekey.detector.oracle;

import java.util.EnumSet;
import java.util.Set;

/** What is nasty about single calls. */
final class Tally {
    private final Set<Nasty> seen = EnumSet.noneOf(Nasty.class);

    private Tally() {}

    static Set<Nasty> of(Request request, Caller caller, Answer answer) {
        Tally tally = new Tally();
        tally.tally(request, caller, answer);
        return tally.seen;
    }

    private void tally(Request request, Caller caller, Answer answer) {
        saw(
                Nasty.LIMIT_EXCEEDED,
                answer.error().filter("LimitExceededException"::equals).isPresent());
        saw(Nasty.ROOT_ACTS_ON_USER, caller.isRoot() && request.userName().isPresent());
        saw(Nasty.ROOT_KEY, answer.key().filter(key -> key.holder().isRoot()).isPresent());
        saw(
                Nasty.USER_CALLED_ROOT,
                answer.key().isPresent()
                        && request.userName().filter("root"::equals).isPresent());
        saw(
                Nasty.SAME_SECOND_FLIP,
                answer.key().filter(TrueKey::flippedThisSecond).isPresent());
        saw(
                Nasty.MORE_THAN_TWO_KEYS,
                answer.holder().filter(holder -> holder.activeKeys().size() > 2).isPresent());
    }

    private void saw(Nasty kind, boolean really) {
        if (really) {
            seen.add(kind);
        }
    }
}
