package dev.lonekey.standalone.saved;

import java.nio.file.Path;

/**
 * Something about a file that its reader should know.
 *
 * @param message what is wrong, where, and the mend, in one line; it holds text from the input, which is to be made harmless
 * @param refused whether the file is broken, rather than merely of no use here
 */
public record Notice(String message, boolean refused) {

    static Notice refused(Path file, String wrongAndMend) {
        return new Notice(file + " " + wrongAndMend, true);
    }

    static Notice unused(Path file, String why) {
        return new Notice(file + " " + why, false);
    }
}
