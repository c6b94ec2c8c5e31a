package dev.lonekey.ingest.archive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * A file that could not be read to its end.
 *
 * @param file its name as the user would write it
 * @param message what is wrong, and the mend, in one line
 */
public record ArchiveProblem(String file, String message) {

    static ArchiveProblem in(String file, String wrongAndMend) {
        return new ArchiveProblem(file, file + " " + wrongAndMend);
    }

    static ArchiveProblem unreadable(String file, IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return in(file, "cannot be read: permission denied. Make it readable and replay it.");
        }
        if (failure instanceof NoSuchFileException) {
            return in(file, "is gone since it was found. Put it back and replay it.");
        }
        return in(file, "cannot be read: " + firstLine(failure) + ". Replay it when it can.");
    }

    static ArchiveProblem cutOff(String file, long records) {
        return in(file, "is cut off after " + used(records) + " Fetch the file again and replay it.");
    }

    static ArchiveProblem damaged(String file, long records, String damage) {
        return in(file, "is damaged after " + used(records) + " Fetch the file again and replay it (" + damage + ").");
    }

    static ArchiveProblem broken(String file, long records, long position) {
        return in(
                file,
                String.format(
                        Locale.ROOT,
                        "is not JSON from byte %,d on, after %s Mend it or fetch it again, and replay it.",
                        position,
                        used(records)));
    }

    static ArchiveProblem notJson(String file) {
        return in(file, "is not JSON with CloudTrail records. Leave it out, or convert it to one record a line.");
    }

    static ArchiveProblem stray(String file, long position) {
        return in(
                file,
                String.format(
                        Locale.ROOT,
                        "holds something other than a record at byte %,d; the records around it were used."
                                + " Take it out and replay the file if a record is missing.",
                        position));
    }

    static ArchiveProblem tooLarge(String file, int count, int limit) {
        return in(
                file,
                String.format(
                        Locale.ROOT,
                        "holds %,d %s larger than %,d bytes, which CloudTrail never writes; skipped, the rest was used."
                                + " Check where the file comes from.",
                        count,
                        count == 1 ? "object" : "objects",
                        limit));
    }

    private static String used(long records) {
        return switch ((int) Math.min(records, 2)) {
            case 0 -> "0 records.";
            case 1 -> "1 record; it was used.";
            default -> String.format(Locale.ROOT, "%,d records; those were used.", records);
        };
    }

    private static String firstLine(IOException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
