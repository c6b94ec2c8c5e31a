package dev.lonekey.standalone.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Function;

/** Shows how far a command is: one line, rewritten twice a second on a terminal; elsewhere a new one every ten seconds. */
public final class ProgressLine implements AutoCloseable {

    private static final Duration REWRITTEN_EVERY = Duration.ofMillis(500);
    private static final Duration PRINTED_EVERY = Duration.ofSeconds(10);
    private static final String TO_START_AND_CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final Function<Duration, String> progress;
    private final long start = System.nanoTime();
    private final Thread writer = new Thread(this::keepShowing, "lonekey-progress");

    /** @param progress says how far it is, given the time since it began */
    public ProgressLine(PrintWriter err, boolean terminal, Function<Duration, String> progress) {
        this.err = err;
        this.terminal = terminal;
        this.progress = progress;
    }

    public void start() {
        writer.setDaemon(true);
        writer.start();
    }

    private void keepShowing() {
        try {
            while (true) {
                Thread.sleep((terminal ? REWRITTEN_EVERY : PRINTED_EVERY).toMillis());
                show();
            }
        } catch (InterruptedException closed) {
            // As asked for.
        }
    }

    private void show() {
        var line = progress.apply(Duration.ofNanos(System.nanoTime() - start));
        err.print(terminal ? TO_START_AND_CLEAR + Terminals.cut(line) : line + System.lineSeparator());
        err.flush();
    }

    @Override
    public void close() {
        writer.interrupt();
        if (terminal) {
            err.print(TO_START_AND_CLEAR);
            err.flush();
        }
    }
}
