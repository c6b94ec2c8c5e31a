package dev.lonekey.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    private Path data;

    @Test
    void nobodyHasIt_itIsMadeAndTaken() {
        // When
        try (var lock = new FolderLock(data.resolve("deep/state"))) {
            // Then
            assertThat(lock.folder()).isEmptyDirectory();
        }
    }

    @Test
    void somebodyHasIt_isSaidInOneLine() {
        // Given
        try (var first = new FolderLock(data.resolve("state"))) {
            // When, Then
            assertThatThrownBy(() -> new FolderLock(first.folder()))
                    .isInstanceOf(Failure.class)
                    .hasMessage(data.resolve("state")
                            + " is in use by another process; stop that, or set another \"data-directory\"");
        }
    }

    @Test
    void closed_canBeTakenAgain() {
        // Given
        new FolderLock(data.resolve("state")).close();
        // When
        try (var again = new FolderLock(data.resolve("state"))) {
            // Then
            assertThat(again.folder()).exists();
        }
    }

    @Test
    void noFolderCanBeMadeThere_isSaidInOneLine() throws IOException {
        // Given
        var file = Files.writeString(data.resolve("file"), "");
        // When, Then
        assertThatThrownBy(() -> new FolderLock(file.resolve("state")))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("cannot write to " + file.resolve("state"))
                .hasMessageEndingWith("set \"data-directory\" to a folder that can be written to");
    }
}
