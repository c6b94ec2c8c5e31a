package dev.lonekey.ingest.archive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * What is wrong with a file.
 *
 * @param file its name as the user would write it
 * @param wrong what is wrong, as it follows the name
 * @param mend what to do, as a sentence
 * @param incomplete whether records may be missing that are there when the file is fetched again
 */
public record ArchiveProblem(String file, String wrong, String mend, boolean incomplete) {

    private static final String AGAIN = "Fetch the file again and replay it.";

    /** What is wrong, and the mend, in one line. */
    public String message() {
        return what() + " " + mend;
    }

    /** What is wrong, for who mends it otherwise. */
    public String what() {
        return file + " " + wrong;
    }

    static ArchiveProblem empty(String folder) {
        return new ArchiveProblem(
                folder,
                "holds no *.json, *.jsonl or *.ndjson file, compressed or not.",
                "Name the files to read.",
                false);
    }

    private static ArchiveProblem incomplete(String file, String wrong, String mend) {
        return new ArchiveProblem(file, wrong, mend, true);
    }

    static ArchiveProblem unreadable(String file, IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return incomplete(file, "cannot be read: permission denied.", "Make it readable and replay it.");
        }
        if (failure instanceof NoSuchFileException) {
            return incomplete(file, "is gone since it was found.", "Put it back and replay it.");
        }
        return incomplete(file, "cannot be read: " + firstLine(failure) + ".", "Replay it when it can.");
    }

    static ArchiveProblem cutOff(String file, long records) {
        return incomplete(file, "is cut off after " + used(records), AGAIN);
    }

    static ArchiveProblem damaged(String file, long records, String damage) {
        return incomplete(
                file, "is damaged after " + used(records), "Fetch the file again and replay it (" + damage + ").");
    }

    /** There may be records after it, so it is not passed over in silence. */
    static ArchiveProblem overinflated(String file, long records, String growth) {
        return incomplete(
                file,
                "is no archive of CloudTrail after " + used(records),
                "Check where the file comes from (" + growth + "), or unpack it and replay that.");
    }

    static ArchiveProblem broken(String file, long records, long position) {
        return incomplete(
                file,
                String.format(Locale.ROOT, "is not JSON from byte %,d on, after %s", position, used(records)),
                "Mend it or fetch it again, and replay it.");
    }

    static ArchiveProblem notJson(String file) {
        return incomplete(
                file, "is not JSON with CloudTrail records.", "Leave it out, or convert it to one record a line.");
    }

    static ArchiveProblem stray(String file, long position) {
        return new ArchiveProblem(
                file,
                String.format(
                        Locale.ROOT,
                        "holds something other than a record at byte %,d; the records around it were used.",
                        position),
                "Take it out and replay the file if a record is missing.",
                false);
    }

    static ArchiveProblem tooLarge(String file, int count, int limit) {
        return new ArchiveProblem(
                file,
                String.format(
                        Locale.ROOT,
                        "holds %,d %s larger than %,d bytes, which CloudTrail never writes; skipped, the rest was used.",
                        count,
                        count == 1 ? "object" : "objects",
                        limit),
                "Check where the file comes from.",
                false);
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
