package dev.lonekey.standalone.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Carries out a plan, and tells when it did what. */
final class Breaking {

    /** So long after a crowd of changes, their events are on all stages of their way. */
    private static final Duration AMID = Duration.ofMillis(600);

    private final Landscape landscape;
    private final ScheduledExecutorService threads;
    private final History history;
    private final PrintStream out;
    private final Instant start = Instant.now();
    private final List<Broken> done = Collections.synchronizedList(new ArrayList<>());

    /** A fault that there was. */
    record Broken(Fault fault, Instant at, Instant mendedAt) {}

    /** @param out who is told of each fault */
    Breaking(Landscape landscape, History history, ScheduledExecutorService threads, PrintStream out) {
        this.landscape = landscape;
        this.history = history;
        this.threads = threads;
        this.out = out;
    }

    /** Returns when the last fault is mended; whether all has healed is another question. */
    void carryOut(Plan plan) throws InterruptedException, ExecutionException {
        for (var round : plan.rounds()) {
            var faults = new ArrayList<Future<?>>();
            for (var fault : round.faults()) {
                var crowd = later(fault.after(), () -> {
                    history.crowd();
                    return true;
                });
                faults.add(crowd);
                faults.add(later(fault.after().plus(AMID), () -> breakFor(fault)));
            }
            for (var fault : faults) {
                fault.get();
            }
            later(round.rest(), () -> true).get();
        }
    }

    private Broken breakFor(Fault fault) throws Exception {
        var at = Instant.now();
        out.printf("chaos: %6.1f s %s%n", seconds(Duration.between(start, at)), fault);
        landscape.begin(fault);
        later(fault.lasts(), () -> {
                    landscape.end(fault);
                    return true;
                })
                .get();
        var broken = new Broken(fault, at, Instant.now());
        done.add(broken);
        return broken;
    }

    private <T> Future<T> later(Duration delay, Callable<T> action) {
        return threads.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    Instant start() {
        return start;
    }

    List<Broken> done() {
        return List.copyOf(done);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
