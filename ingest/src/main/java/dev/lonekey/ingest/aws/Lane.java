package dev.lonekey.ingest.aws;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * The calls of one kind in one account: as fast as its budget allows, and no faster than AWS bears. IAM has one limit for an
 * account and all who ask it, and so has CloudTrail; so when one call is throttled all of them pause. No thread is held by calls
 * that wait.
 */
public final class Lane implements AutoCloseable {

    private final String account;
    private final Crew crew;
    private final Pace pace;
    private final Consumer<Lane> whenClosed;
    private final Budget budget;
    private final Pending pending = new Pending();

    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private final Throttle throttle;
    private int inFlight;
    private boolean willWake;

    Lane(String account, Crew crew, Pace pace, Consumer<Lane> whenClosed) {
        this.account = account;
        this.crew = crew;
        this.pace = pace;
        this.whenClosed = whenClosed;
        this.throttle = new Throttle(pace);
        this.budget =
                pace.isStrict() ? new StrictBudget(pace.requestsPerSecond(), System.nanoTime()) : new TokenBudget(pace);
    }

    public String account() {
        return account;
    }

    /**
     * Makes a call when its turn comes, and again if it fails for a reason that may pass. Cancelling what is returned spares
     * the call if it is not yet under way.
     *
     * @param request is given a client, and credentials to make the call with; it blocks, on a thread that is meant for it
     * @return the answer; or fails with {@link AwsFailure}, or with {@link CancellationException} when the lane is closed
     */
    public <C, T> CompletableFuture<T> call(
            MemberAction<C> action, BiFunction<C, AwsRequestOverrideConfiguration, T> request) {
        var call = Call.of(action, request);
        synchronized (this) {
            if (pending.isEmpty()) {
                throttle.beginPatience(System.nanoTime());
            }
            waiting.add(call);
            var result = pending.add(call.result());
            startWhatMay();
            return result;
        }
    }

    /** Whether all calls wait because AWS said that there are too many. */
    public synchronized boolean isPaused() {
        return throttle.isOn();
    }

    /** Completes after a time, or fails with {@link CancellationException} when the lane is closed before. */
    public CompletableFuture<Void> after(Duration delay) {
        var result = pending.add(new CompletableFuture<Void>());
        crew.later(delay.toNanos(), () -> crew.work(() -> result.complete(null)));
        return result;
    }

    /** Cancels all that is pending. What is under way goes on unheard. */
    @Override
    public void close() {
        pending.cancel();
        crew.forget(account);
        whenClosed.accept(this);
    }

    /** Starts calls until one has to wait; those that nobody waits for are dropped. */
    private synchronized void startWhatMay() {
        waiting.removeIf(Call::isDone);
        while (!waiting.isEmpty() && inFlight < pace.inFlight() && !throttle.isProbing()) {
            var wait = nanosToWait();
            if (wait > 0) {
                wakeAfter(wait);
                return;
            }
            start(waiting.remove());
        }
    }

    /** How long the next call has to wait; if no time at all, it has used up its share of the budget. */
    private long nanosToWait() {
        var now = System.nanoTime();
        var pause = throttle.nanosToWait(now);
        return pause > 0 ? pause : budget.take(now);
    }

    private void wakeAfter(long nanos) {
        if (!willWake) {
            willWake = true;
            crew.later(nanos, this::wake);
        }
    }

    private synchronized void wake() {
        willWake = false;
        startWhatMay();
    }

    private void start(Call<?> call) {
        inFlight++;
        var isProbe = throttle.isOn();
        if (isProbe) {
            throttle.probe();
        }
        crew.work(() -> make(call, isProbe));
    }

    private <T> void make(Call<T> call, boolean isProbe) {
        if (call.isDone()) {
            spared(isProbe);
            return;
        }
        T answer;
        try {
            answer = crew.make(account, call);
        } catch (Throwable failure) { // whatever it is, somebody waits for the call
            failed(call, isProbe, crew.explain(account, call.action(), failure));
            return;
        }
        answered(isProbe);
        call.result().complete(answer);
    }

    private synchronized void spared(boolean isProbe) {
        if (isProbe) {
            throttle.probeLost(System.nanoTime());
        }
        ended();
    }

    /** AWS dealt with the call, so it does not throttle. */
    private synchronized void answered(boolean isProbe) {
        if (isProbe) {
            throttle.end();
        }
        ended();
    }

    private void ended() {
        inFlight--;
        budget.ended(System.nanoTime());
        startWhatMay();
    }

    private void failed(Call<?> call, boolean isProbe, AwsFailure failure) {
        var kind = failure.problem().kind();
        if (kind == AwsProblem.Kind.THROTTLED) {
            throttled(call, isProbe).forEach(given -> given.result().completeExceptionally(failure));
        } else if (failure.problem().isTransient()) {
            spared(isProbe);
            tryLater(call, failure);
        } else {
            answered(isProbe);
            call.result().completeExceptionally(failure);
        }
    }

    /** Returns the calls to give up. */
    private synchronized List<Call<?>> throttled(Call<?> call, boolean isProbe) {
        var now = System.nanoTime();
        var givenUp = new ArrayList<Call<?>>();
        waiting.addFirst(call);
        throttle.refused(isProbe, now);
        if (throttle.isOutOfPatience(now)) {
            givenUp.addAll(waiting);
            waiting.clear();
            throttle.end();
        }
        ended();
        return givenUp;
    }

    private void tryLater(Call<?> call, AwsFailure failure) {
        var failures = call.failed();
        if (failures >= pace.attempts()) {
            call.result().completeExceptionally(failure);
        } else {
            crew.later(pace.retryPause(failures).toNanos(), () -> tryAgain(call));
        }
    }

    private synchronized void tryAgain(Call<?> call) {
        waiting.add(call);
        startWhatMay();
    }
}
