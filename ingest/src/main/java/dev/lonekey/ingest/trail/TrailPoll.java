package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.checkpoint.ArchiveCheckpoint;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trail of one account, while it is this instance's to read. What is new is written, and only when that is safe the
 * checkpoint; so after a crash some files are read again, and none is left out.
 */
public final class TrailPoll implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrailPoll.class);

    /** So many files of one account are read at once, so that one that is far behind leaves room for others. */
    private static final int AT_ONCE = 4;

    /** So many files of one round are named. */
    private static final int MOST_NAMED = 3;

    private final String account;
    private final TrailSource source;
    private final TrailReader reader;
    private final Checkpoints checkpoints;
    private final Duration every;
    private ArchiveCheckpoint checkpoint;
    private Instant next;
    private CompletableFuture<Void> polling = CompletableFuture.completedFuture(null);
    private volatile boolean isClosed;

    TrailPoll(
            String account,
            TrailSource source,
            TrailReader reader,
            Checkpoints checkpoints,
            Duration every,
            ArchiveCheckpoint checkpoint,
            Instant next) {
        this.account = account;
        this.source = source;
        this.reader = reader;
        this.checkpoints = checkpoints;
        this.every = every;
        this.checkpoint = checkpoint;
        this.next = next;
    }

    /** Whether it is time to look for new files, and nobody does so. */
    public synchronized boolean isDue(Instant now) {
        return polling.isDone() && !next.isAfter(now);
    }

    /** Up to which files all was read, but for those that appear late or could not be read. */
    public synchronized Instant through() {
        return checkpoint.through();
    }

    /**
     * Reads what is new; does not wait.
     *
     * @return completes when that and the checkpoint are safe. Fails with {@link dev.lonekey.ingest.aws.AwsFailure} if the
     *     bucket cannot be listed, with what Kafka says if it refuses something for good, and with
     *     {@link CancellationException} when this is closed. Files that cannot be read make nothing fail
     */
    public synchronized CompletableFuture<Void> poll(Instant now) {
        var result = new CompletableFuture<Void>();
        polling = result;
        next = now.plus(every);
        var unused = reader.work(() -> source.list(account, checkpoint(), now))
                .thenCompose(this::read)
                .whenComplete((read, failure) -> {
                    if (failure == null) {
                        result.complete(null);
                    } else {
                        result.completeExceptionally(
                                failure instanceof CompletionException ? failure.getCause() : failure);
                    }
                });
        return result;
    }

    private synchronized ArchiveCheckpoint checkpoint() {
        return checkpoint;
    }

    private CompletableFuture<Void> read(Round round) {
        var left = new ConcurrentLinkedQueue<>(round.files());
        var problems = new ConcurrentHashMap<String, String>();
        var lanes = Stream.generate(() -> reader.work(() -> read(left, problems)))
                .limit(Math.min(AT_ONCE, left.size()))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(lanes).thenCompose(read -> end(round, problems));
    }

    private Void read(Queue<Round.File> left, Map<String, String> problems) {
        var reading = reader.new Reading();
        try {
            for (var file = left.poll(); file != null; file = left.poll()) {
                requireOpen();
                var key = file.key();
                reading.read(source.bucket(), key, file.bytes()).ifPresent(problem -> problems.put(key, problem));
            }
            requireOpen();
            return null;
        } catch (RuntimeException failure) {
            left.clear(); // all of it is read again
            throw failure;
        }
    }

    private CompletableFuture<Void> end(Round round, Map<String, String> problems) {
        requireOpen();
        var result = round.after(problems);
        tell(problems, result);
        return checkpoints
                .write(new CheckpointKey(CheckpointKey.Source.ARCHIVE, account), result.checkpoint())
                .thenRun(() -> ended(round, result));
    }

    private synchronized void ended(Round round, Round.Result result) {
        checkpoint = result.checkpoint();
        next = round.isWhole() ? next : round.began();
    }

    private void tell(Map<String, String> problems, Round.Result result) {
        var fresh = result.checkpoint().failed().stream()
                .filter(file -> file.attempts() == 1 && problems.containsKey(file.key()))
                .toList();
        fresh.stream()
                .limit(MOST_NAMED)
                .forEach(file -> LOG.warn("{}; it is tried again for about a day", problems.get(file.key())));
        if (fresh.size() > MOST_NAMED) {
            LOG.warn(
                    "account {}: {} more files of its trail cannot be read; they are tried again for about a day",
                    account,
                    fresh.size() - MOST_NAMED);
        }
        result.givenUp().forEach((key, problem) -> {
            reader.meters().givenUp();
            LOG.warn(
                    "{}; it is given up, what it holds may be missing. Once it can be read: lonekey replay {}/{}",
                    problem,
                    source.bucket(),
                    key);
        });
    }

    private void requireOpen() {
        if (isClosed || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the account is no longer ours");
        }
    }

    /** It is another's now. What is under way ends soon, unheard, and leaves the checkpoint as it was. */
    @Override
    public void close() {
        isClosed = true;
        CompletableFuture<Void> pending;
        synchronized (this) {
            pending = polling;
        }
        pending.cancel(false);
    }
}
