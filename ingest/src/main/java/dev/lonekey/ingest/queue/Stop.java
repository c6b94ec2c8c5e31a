package dev.lonekey.ingest.queue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The end of work: asked for once, and waited for while something is in hand. */
final class Stop {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final Semaphore hands;
    private final int receivers;

    Stop(int receivers) {
        this.receivers = receivers;
        this.hands = new Semaphore(receivers);
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits, but not beyond the end. */
    boolean await(Duration time) throws InterruptedException {
        return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes something in hand; false when it is too late for that. */
    boolean begin() {
        return !isAsked() && hands.tryAcquire();
    }

    /** What was in hand is done. */
    void end() {
        hands.release();
    }

    /** Lets nothing more be taken in hand; returns whether what was in hand got done in time. */
    boolean askAndAwait(Duration grace) throws InterruptedException {
        asked.countDown();
        return hands.tryAcquire(receivers, grace.toNanos(), TimeUnit.NANOSECONDS);
    }
}
