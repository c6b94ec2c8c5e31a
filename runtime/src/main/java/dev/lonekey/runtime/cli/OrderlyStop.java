package dev.lonekey.runtime.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a command in order: the command's thread is interrupted, and the JVM waits a while for it to
 * close what it opened.
 */
final class OrderlyStop implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 15;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean asked;

    /** Watches over the calling thread. */
    OrderlyStop() {
        var command = Thread.currentThread();
        hook = new Thread(() -> stop(command), "lonekey-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the command is to end before it is done. */
    boolean isAsked() {
        return asked;
    }

    private void stop(Thread command) {
        asked = true;
        command.interrupt();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("lonekey: could not stop in order within " + PATIENCE_SECONDS + " seconds");
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stoppingAlready) {
            // The hook is what brought us here.
        }
    }
}
