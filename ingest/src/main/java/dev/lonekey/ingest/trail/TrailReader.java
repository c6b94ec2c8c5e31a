package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.archive.ArchiveProblem;
import dev.lonekey.ingest.archive.ArchiveScan;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.source.BatchWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads objects for all accounts and for the queue, a few at a time: what they hold is written, and they count as read when
 * that is safe. Needs {@code s3:GetObject}, and {@code kms:Decrypt} where the trail has a key of its own.
 */
public final class TrailReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrailReader.class);

    /** Objects take tens of milliseconds, mostly of waiting. */
    private static final int WORKERS = 16;

    private static final long IDLE_SECONDS = 10;

    private final S3Client s3;
    private final TrailLayout layout;
    private final BatchWriter writer;
    private final TrailMeters meters;
    private final Clock clock;
    private final ThreadPoolExecutor workers;

    /**
     * Reads nothing by itself.
     *
     * @param s3 closed by the caller, after this
     * @param writer where records and dead letters go
     */
    public TrailReader(S3Client s3, AwsPartition partition, BatchWriter writer, MeterRegistry registry, Clock clock) {
        this.s3 = s3;
        this.layout = new TrailLayout(partition);
        this.writer = writer;
        this.meters = new TrailMeters(registry);
        this.clock = clock;
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                TrailReader::thread,
                new ThreadPoolExecutor.DiscardPolicy());
        this.workers.allowCoreThreadTimeOut(true);
    }

    /** Tells which objects are worth reading. */
    public TrailLayout layout() {
        return layout;
    }

    TrailMeters meters() {
        return meters;
    }

    Bucket bucket(String name) {
        return new Bucket(s3, name);
    }

    /**
     * Reads an object when its turn comes.
     *
     * @return what is wrong, if it could not be read to its end, once all that was read is safe; fails if Kafka refuses some
     *     of it for good
     */
    public CompletableFuture<Optional<String>> read(String bucket, String key) {
        return work(() -> new Reading().read(bucket(bucket), key, 0));
    }

    /** Does work that may block, when its turn comes. */
    <T> CompletableFuture<T> work(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, workers);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "trail-reader");
        thread.setDaemon(true);
        return thread;
    }

    /** Reads one object after the other, in a thread of its own. */
    final class Reading {

        private final ArchiveScan scan = new ArchiveScan(writer);

        /** What is wrong, if the object could not be read to its end. Waits until all that was read is safe. */
        Optional<String> read(Bucket bucket, String key, long bytes) {
            var written = new AtomicReference<Instant>();
            var file = bucket.file(key, bytes, written::set);
            ArchiveScan.Scanned scanned;
            try {
                scanned = scan.scan(file);
            } catch (RuntimeException fault) {
                LOG.debug("{} cannot be read", file.name(), fault);
                meters.scanned(false, 0, 0);
                return Optional.of(
                        file.name() + " cannot be read: " + fault.getClass().getSimpleName());
            }
            await(scanned.safe());
            var incomplete = scanned.problems().stream()
                    .filter(ArchiveProblem::incomplete)
                    .map(ArchiveProblem::what)
                    .findFirst();
            if (incomplete.isEmpty()) {
                Optional.ofNullable(written.get()).ifPresent(at -> meters.safe(Duration.between(at, clock.instant())));
                scanned.problems().forEach(problem -> LOG.warn("{}", problem.what()));
            }
            meters.scanned(
                    incomplete.isEmpty(),
                    scanned.read().recordsRead(),
                    scanned.read().recordsOfInterest());
            return incomplete;
        }

        private static void await(CompletableFuture<Void> safe) {
            try {
                safe.get();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("closed", closed);
            } catch (ExecutionException refused) {
                throw refused.getCause() instanceof RuntimeException reason
                        ? reason
                        : new IllegalStateException(refused.getCause());
            }
        }
    }
}
