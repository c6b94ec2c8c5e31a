package dev.lonekey.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFinderTest {

    @TempDir
    Path folder;

    @Test
    void folder_yieldsFilesThatMayHoldRecords_inNameOrder() throws IOException {
        // Given
        for (var name :
                List.of("b/2.json", "b/1.JSON.GZ", "a.jsonl", "c.ndjson.gz", "notes.txt", "d.gz", "e.json.bak")) {
            write(name);
        }
        // When
        var names = find(folder).files();
        // Then
        assertThat(names)
                .extracting(file -> folder.relativize(Path.of(file.name())).toString())
                .containsExactly("a.jsonl", "b/1.JSON.GZ", "b/2.json", "c.ndjson.gz");
        assertThat(names).allMatch(file -> file.bytes() == 2);
    }

    @Test
    void digestsAndInsights_areLeftOutUnlessNamed() throws IOException {
        // Given
        write("AWSLogs/111122223333/CloudTrail/a.json");
        write("AWSLogs/111122223333/CloudTrail-Insight/b.json");
        var digest = write("AWSLogs/111122223333/CloudTrail-Digest/c.json");
        // Then
        assertThat(find(folder).files()).hasSize(1);
        assertThat(find(digest).files()).hasSize(1);
        assertThat(find(digest.getParent()).files()).hasSize(1);
    }

    @Test
    void fileOfAnyName_isReadWhenNamed() throws IOException {
        assertThat(find(write("trail.log")).files()).hasSize(1);
    }

    @Test
    void linkBackToAFolderAbove_endsThere() throws IOException {
        // Given
        write("a/b/c.json");
        Files.createSymbolicLink(folder.resolve("a/b/loop"), folder.resolve("a"));
        // When
        var finder = find(folder);
        // Then
        assertThat(finder.files()).hasSize(1);
        assertThat(finder.problems()).isEmpty();
    }

    @Test
    void folderWithoutSuchFiles_isNamed() throws IOException {
        // Given
        write("notes.txt");
        // Then
        assertThat(find(folder).problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .startsWith(folder + " holds no *.json"));
    }

    @Test
    void folderThatMustNotBeRead_isNamedAndTheOthersFound() throws IOException {
        // Given
        write("a.json");
        var locked = write("locked/b.json").getParent();
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        // Root may read everything.
        assumeFalse(Files.isReadable(locked));
        // When
        var finder = find(folder);
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        // Then
        assertThat(finder.files()).hasSize(1);
        assertThat(finder.problems())
                .extracting(ArchiveProblem::message)
                .containsExactly(locked + " cannot be read: permission denied. Make it readable and replay it.");
    }

    private Path write(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{}");
    }

    private static ArchiveListing find(Path path) throws IOException {
        return ArchiveListing.of(List.of(path), InputStream.nullInputStream());
    }
}
