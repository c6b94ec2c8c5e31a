package dev.lonekey.detector.stream;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Whether a stream thread should commit now what it published, instead of at the next commit interval. Readers see nothing before the
 * commit, and a commit takes milliseconds in which nothing is judged. So news is committed at once as long as the thread has time
 * left, and at the interval while it works off a backlog. All tasks of a thread commit together, so they share one.
 */
final class CommitPace {

    /** There is a backlog if more than half of the time goes into records. What else is done in slices, once a second, is none. */
    private static final int BUSY_SHARE = 2;

    private static final Duration GAP = Duration.ofMillis(10);
    private static final Duration WINDOW = Duration.ofMillis(25);

    private final LongSupplier nanoTime;
    private long windowBegan;
    private long worked;
    private long committed;
    private boolean isBusy;
    private boolean hasNews;

    /** @param nanoTime counts nanoseconds, like {@link System#nanoTime()} */
    CommitPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.windowBegan = nanoTime.getAsLong();
        this.committed = windowBegan - GAP.toNanos();
    }

    /** Looks after one more task of the thread: what came too soon after a commit is committed a little later. */
    void accompany(ProcessorContext<?, ?> task) {
        task.schedule(GAP, PunctuationType.WALL_CLOCK_TIME, at -> commitIfDue(task, nanoTime.getAsLong()));
    }

    /** Has a task work on a record, and commit at once if that is due. */
    void accompany(ProcessorContext<?, ?> task, Runnable work) {
        var begun = nanoTime.getAsLong();
        work.run();
        var now = nanoTime.getAsLong();
        worked += now - begun;
        commitIfDue(task, now);
    }

    /** Something was published that readers wait for. */
    void news() {
        hasNews = true;
    }

    private void commitIfDue(ProcessorContext<?, ?> task, long now) {
        if (now - windowBegan >= WINDOW.toNanos()) {
            isBusy = worked > (now - windowBegan) / BUSY_SHARE;
            windowBegan = now;
            worked = 0;
        }
        if (hasNews && !isBusy && now - committed >= GAP.toNanos()) {
            task.commit();
            hasNews = false;
            committed = now;
        }
    }
}
