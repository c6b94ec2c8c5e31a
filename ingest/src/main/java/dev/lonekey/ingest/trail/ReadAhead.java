package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.archive.ArchiveFile;
import dev.lonekey.ingest.trail.Bucket.Listed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Fetches the next objects while one is read, so that who reads waits for inflating and not for the network. What is ahead is
 * kept compressed, and large objects come as they are read, so memory is bounded.
 */
final class ReadAhead implements AutoCloseable {

    private static final int AHEAD = 16;
    private static final long LARGEST = 4 << 20;

    private final Bucket bucket;
    private final List<Listed> objects;
    private final Map<Integer, Future<byte[]>> ahead = new HashMap<>();
    private final ExecutorService fetching = Executors.newFixedThreadPool(AHEAD, ReadAhead::thread);
    private int next;

    ReadAhead(Bucket bucket, List<Listed> objects) {
        this.bucket = bucket;
        this.objects = List.copyOf(objects);
    }

    /** To be opened in this order, by one thread. */
    List<ArchiveFile> files() {
        return IntStream.range(0, objects.size())
                .mapToObj(index -> new ArchiveFile(
                        bucket + "/" + objects.get(index).key(),
                        objects.get(index).bytes(),
                        () -> open(index)))
                .toList();
    }

    private InputStream open(int index) throws IOException {
        for (next = Math.max(next, index); next < Math.min(objects.size(), index + AHEAD); next++) {
            var object = objects.get(next);
            if (object.bytes() <= LARGEST) {
                ahead.put(next, fetching.submit(() -> fetch(object)));
            }
        }
        var fetched = ahead.remove(index);
        try {
            return fetched == null ? bucket.open(objects.get(index).key()) : new ByteArrayInputStream(fetched.get());
        } catch (ExecutionException failure) {
            // Perhaps it broke on the way; what comes now is used as far as it goes.
            return bucket.open(objects.get(index).key());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private byte[] fetch(Listed object) throws IOException {
        try (var content = bucket.open(object.key())) {
            return content.readAllBytes();
        }
    }

    @Override
    public void close() {
        fetching.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "trail-fetch");
        thread.setDaemon(true);
        return thread;
    }
}
