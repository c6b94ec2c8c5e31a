package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.history.HistoryPoll;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An account's event history. */
record HistorySource(HistoryPoll poll) implements AccountSource {

    @Override
    public SourceKind kind() {
        return SourceKind.HISTORY;
    }

    @Override
    public boolean isDue(Instant now) {
        return poll.isDue(now);
    }

    @Override
    public boolean isBusy() {
        return poll.isBusy();
    }

    @Override
    public CompletableFuture<Consumer<Instant>> read(Instant now) {
        return poll.poll(now).thenApply(step -> then -> poll.polled(step, then));
    }

    @Override
    public void failed(Instant now) {
        poll.notPolled(now);
    }

    @Override
    public Optional<Instant> through() {
        return poll.until();
    }

    @Override
    public void stop() {
        poll.stop();
    }
}
