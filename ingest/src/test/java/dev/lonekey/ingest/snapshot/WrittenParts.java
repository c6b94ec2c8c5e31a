package dev.lonekey.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Numbered;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keeps parts as whoever reads them finds them, and lets things happen when the first users are written. */
final class WrittenParts implements PartSink, AutoCloseable {

    private final List<SnapshotPart> parts = new CopyOnWriteArrayList<>();
    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private final AtomicInteger unsafe = new AtomicInteger();
    private volatile Runnable atFirstUsers = () -> {};

    /** What happens while users of the first part are written already, and others are not asked for yet. */
    void atFirstUsers(Runnable happening) {
        atFirstUsers = happening;
    }

    @Override
    public CompletableFuture<Void> write(SnapshotPart part) {
        if (unsafe.getAndIncrement() > 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("the part before is not safe yet"));
        }
        return CompletableFuture.runAsync(() -> keep(part), disk);
    }

    private void keep(SnapshotPart part) {
        try {
            parts.add(SnapshotPart.parse(part.toJson()));
        } catch (RejectedException refused) {
            throw new IllegalArgumentException(part.toString(), refused);
        }
        if (part instanceof Users && of(Users.class).count() == 1) {
            atFirstUsers.run();
        }
        unsafe.decrementAndGet();
    }

    List<SnapshotPart> all() {
        return List.copyOf(parts);
    }

    <T extends SnapshotPart> Stream<T> of(Class<T> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast);
    }

    <T extends SnapshotPart> T only(Class<T> kind) {
        assertThat(of(kind)).as(kind.getSimpleName()).hasSize(1);
        return of(kind).findFirst().orElseThrow();
    }

    /** All users that are shown, in order. */
    List<User> users() {
        return of(Users.class).flatMap(part -> part.users().stream()).toList();
    }

    void assertNumberedInOrder() {
        var numbers = of(Numbered.class).map(Numbered::part).toList();
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    void forget() {
        parts.clear();
    }

    @Override
    public void close() {
        disk.shutdownNow();
    }
}
