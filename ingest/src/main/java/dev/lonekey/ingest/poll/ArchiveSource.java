package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.trail.TrailPoll;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An account's files in the bucket of the trail; it keeps its own times. */
record ArchiveSource(TrailPoll poll) implements AccountSource {

    @Override
    public SourceKind kind() {
        return SourceKind.ARCHIVE;
    }

    @Override
    public boolean isDue(Instant now) {
        return poll.isDue(now);
    }

    /** Files wait for their turn by themselves, and take nobody's. */
    @Override
    public boolean isBusy() {
        return false;
    }

    @Override
    public CompletableFuture<Consumer<Instant>> read(Instant now) {
        return poll.poll(now).thenApply(read -> then -> {});
    }

    @Override
    public void failed(Instant now) {
        // It is due again at the usual time.
    }

    @Override
    public Optional<Instant> through() {
        return Optional.of(poll.through());
    }

    @Override
    public void stop() {
        poll.close();
    }
}
