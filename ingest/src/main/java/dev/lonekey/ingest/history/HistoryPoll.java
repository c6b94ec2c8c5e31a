package dev.lonekey.ingest.history;

import static dev.lonekey.ingest.checkpoint.HistoryCheckpoint.OVERLAP;

import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;
import dev.lonekey.ingest.config.HistorySettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * When which part of one account's event history is read: a step at a time, oldest first, up to the time at which the first
 * one began, and then every so often. A step whose events are too many is cut shorter, and when there are few the next one is
 * longer. Used by one thread only.
 */
public final class HistoryPoll {

    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;
    private static final int CUT = 4;

    private final Lane lane;
    private final EventHistory history;
    private final Duration every;
    private final Duration lookBack;
    private HistoryCheckpoint checkpoint;
    private Duration longest = HistorySettings.KEPT;
    /** Where the next step goes on while the target is not reached. */
    private Optional<Instant> position = Optional.empty();

    /** When the first step began: what appears late after that, the next reading's overlap has. */
    private Instant target;

    private Instant due;
    private int failures;
    private boolean polling;

    /**
     * Begins as far as the checkpoint says.
     *
     * @param lane closed with this
     * @param settings by which the history is read
     */
    public HistoryPoll(
            Lane lane, EventHistory history, HistorySettings settings, HistoryCheckpoint checkpoint, Instant now) {
        this.lane = lane;
        this.history = history;
        this.every =
                settings.every().orElseThrow(() -> new IllegalArgumentException("the event history is not to be read"));
        this.lookBack = settings.lookBackOrUsual();
        this.checkpoint = checkpoint;
        this.due =
                checkpoint.until().map(until -> earlier(until, now).plus(every)).orElse(now);
        this.target = now;
    }

    /** Whether a step is being read, and gets on. One that AWS keeps waiting stands in nobody's way. */
    public boolean isBusy() {
        return polling && !lane.isPaused();
    }

    public boolean isDue(Instant now) {
        return !polling && !due.isAfter(now);
    }

    /** Up to when events are forwarded, as far as they had appeared. */
    public Optional<Instant> until() {
        return checkpoint.until();
    }

    /** Reads the step that is due; see {@link EventHistory#read}. Then {@link #polled} or {@link #notPolled} is to be called. */
    public CompletableFuture<HistoryStep> poll(Instant now) {
        polling = true;
        if (position.isEmpty()) {
            target = now.truncatedTo(ChronoUnit.SECONDS);
        }
        var from = position.orElseGet(this::start);
        return history.read(lane, new Window(from, earlier(from.plus(longest), target)), checkpoint);
    }

    private Instant start() {
        var oldest = target.minus(HistorySettings.KEPT);
        var start = checkpoint
                .until()
                .map(until -> earlier(until, target).minus(OVERLAP))
                .orElseGet(() -> target.minus(lookBack));
        return start.isBefore(oldest) ? oldest : start;
    }

    /** Goes on from there, at once if there is more to be read. */
    public void polled(HistoryStep step, Instant now) {
        polling = false;
        failures = 0;
        due = now;
        if (step instanceof HistoryStep.Done done) {
            checkpoint = done.checkpoint();
            position = Optional.of(done.window().to());
            if (done.pages() <= Reading.MOST_PAGES / 2) {
                longest = atMost(longest.multipliedBy(2), HistorySettings.KEPT);
            }
            if (!done.window().to().isBefore(target)) {
                position = Optional.empty();
                due = target.plus(every);
            }
        } else {
            var shorter = step.window().length().dividedBy(CUT).truncatedTo(ChronoUnit.SECONDS);
            longest = shorter.compareTo(Reading.SHORTEST) > 0 ? shorter : Reading.SHORTEST;
            position = Optional.of(step.window().from());
        }
    }

    /** Tries again later, and later each time; what has appeared late meanwhile is read as well. */
    public void notPolled(Instant now) {
        polling = false;
        position = Optional.empty();
        var delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        due = now.plus(atMost(delay, LAST_RETRY));
    }

    /** The account is another's now. What is under way ends with a {@link java.util.concurrent.CancellationException}. */
    public void stop() {
        lane.close();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration atMost(Duration duration, Duration most) {
        return duration.compareTo(most) < 0 ? duration : most;
    }
}
