package dev.lonekey.ingest.poll;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One account's CloudTrail records at one place, read again and again. Used by one thread. */
interface AccountSource {

    SourceKind kind();

    boolean isDue(Instant now);

    /** Whether it is being read, and gets on. */
    boolean isBusy();

    /**
     * Reads what is due. Then either what is returned is to be done, with the time that it is then, or {@link #failed} is to
     * be called.
     */
    CompletableFuture<Consumer<Instant>> read(Instant now);

    void failed(Instant now);

    /** Up to when everything was read, but for what appears late. */
    Optional<Instant> through();

    /** The account is another's now. */
    void stop();
}
