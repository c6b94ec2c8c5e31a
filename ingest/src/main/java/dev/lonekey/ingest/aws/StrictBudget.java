package dev.lonekey.ingest.aws;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets no second have more calls than this, as AWS counts them: a call may reach it at any time between its start and its
 * answer. So one waits until a second after the answer to the one so many before it. Calls start evenly apart besides, and the
 * first a second after the beginning: another lane of the account may have been closed only just before. For lanes that have one
 * call under way at a time.
 */
final class StrictBudget implements Budget {

    /** A second, and what two clocks may differ in it. */
    private static final long WINDOW = Duration.ofMillis(1_010).toNanos();

    private final int perSecond;
    /** Times of the latest answers, as many as a second may have calls. */
    private final Deque<Long> answers = new ArrayDeque<>();

    private long evenly;

    StrictBudget(int perSecond, long now) {
        this.perSecond = perSecond;
        this.evenly = now;
        for (var call = 0; call < perSecond; call++) {
            answers.addLast(now);
        }
    }

    @Override
    public long take(long now) {
        var wait = Math.max(answers.getFirst() + WINDOW - now, evenly - now);
        if (wait > 0) {
            return wait;
        }
        evenly = now + WINDOW / perSecond;
        return 0;
    }

    @Override
    public void ended(long now) {
        answers.removeFirst();
        answers.addLast(now);
    }
}
