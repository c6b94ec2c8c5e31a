package dev.lonekey.benchmarks.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.benchmarks.archive.Archive;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contenders that do not do the same work must not be compared. */
class ReaderTest {

    @TempDir
    private static Path folder;

    private static Archive archive;

    @BeforeAll
    static void makeArchive() throws IOException {
        archive = Archive.in(folder, 40, 0.01, 7);
    }

    @Test
    void scan_findsTheShareOfInterestThatTheArchiveHas() throws Exception {
        assertThat((double) found(new Scanning())).isCloseTo(0.01 * archive.records(), Percentage.withPercentage(15));
    }

    @Test
    void readers_findTheSame() throws Exception {
        assertThat(found(new JacksonReader())).isEqualTo(found(new Scanning()));
    }

    @Test
    void sameSeed_makesTheSameArchive(@TempDir Path other) throws Exception {
        // When
        var again = Archive.in(other, 40, 0.01, 7);
        // Then
        assertThat(again.rawBytes()).isEqualTo(archive.rawBytes());
        for (var file = 0; file < archive.files().size(); file++) {
            assertThat(again.files().get(file))
                    .hasSameBinaryContentAs(archive.files().get(file));
        }
    }

    private static long found(Reader reader) throws Exception {
        var found = 0L;
        for (var file : archive.files()) {
            found += reader.read(file);
        }
        return found;
    }
}
