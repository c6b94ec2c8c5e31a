package dev.lonekey.standalone.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.Source;
import dev.lonekey.ingest.source.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScanTest {

    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void readsAheadOnlyAsFarAsMemoryAllows() throws IOException, InterruptedException {
        // Given
        var source = new Megabytes(100);
        try (var scan = new Scan(source)) {
            // When
            await().during(Duration.ofMillis(200)).until(() -> source.read.get() > 2);
            var ahead = source.read.get();
            var batches = 0;
            for (var batch = scan.next(); batch.isPresent(); batch = scan.next()) {
                batches++;
            }
            // Then
            assertThat(ahead).isLessThan(20);
            assertThat(batches).isEqualTo(100);
        }
    }

    @Test
    void unreadableSource_isToldToWhoTakesTheBatches() {
        // Given
        try (var scan = new Scan(new Unreadable())) {
            // When, Then
            assertThatThrownBy(scan::next).isInstanceOf(IOException.class).hasMessage("gone");
        }
    }

    private static final class Megabytes implements Source {

        private final int number;
        private final AtomicInteger read = new AtomicInteger();

        Megabytes(int number) {
            this.number = number;
        }

        @Override
        public Optional<Batch> next() {
            return read.getAndIncrement() < number
                    ? Optional.of(new Batch(List.of(new SourceRecord("111122223333", new byte[MEBIBYTE])), List.of()))
                    : Optional.empty();
        }

        @Override
        public void close() {}
    }

    private static final class Unreadable implements Source {

        @Override
        public Optional<Batch> next() throws IOException {
            throw new IOException("gone");
        }

        @Override
        public void close() {}
    }
}
