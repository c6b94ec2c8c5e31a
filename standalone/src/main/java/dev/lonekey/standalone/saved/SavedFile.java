package dev.lonekey.standalone.saved;

import dev.lonekey.ingest.report.DamagedReportException;
import dev.lonekey.ingest.report.ReportCsv;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file and the calls whose output it holds, recognised by what it holds and not by its name. */
record SavedFile(Path path, List<Saved> contents) {

    /** The AWS CLI puts an empty line, or its own name, before what it prints on standard error. */
    private static final String ERROR = "An error occurred (";

    private static final int BEGINNING = 100;

    SavedFile {
        contents = List.copyOf(contents);
    }

    static SavedFile read(Path path) throws IOException, UnusableException {
        var text = FileText.read(path);
        var beginning = text.stripLeading();
        if (beginning.isEmpty()) {
            throw new UnusableException("is empty, which is what a call that failed leaves behind. Save it again.");
        }
        if (beginning.startsWith("{") || beginning.startsWith("[")) {
            return new SavedFile(path, JsonDocuments.read(text));
        }
        if (ReportCsv.isOne(text)) {
            return new SavedFile(path, List.of(csv(text)));
        }
        if (beginning.substring(0, Math.min(BEGINNING, beginning.length())).contains(ERROR)) {
            throw new UnusableException("holds an error message of the AWS CLI. Mend its cause and save it again.");
        }
        return new SavedFile(path, List.of(new Saved.Unknown()));
    }

    private static CredentialReport csv(String text) throws UnusableException {
        try {
            return new CredentialReport(Optional.empty(), ReportCsv.read(text));
        } catch (DamagedReportException damaged) {
            throw UnusableException.of(damaged);
        }
    }

    /** What is of one kind. */
    <T extends Saved> Stream<T> contents(Class<T> kind) {
        return contents.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Whether there is anything in it that is of use. */
    boolean isUsable() {
        return contents.stream().anyMatch(saved -> !isOfNoUse(saved));
    }

    /** What is to be said about what is in it and of no use. */
    Stream<Notice> notices() {
        return contents.stream().filter(SavedFile::isOfNoUse).distinct().map(this::notice);
    }

    private static boolean isOfNoUse(Saved saved) {
        return saved instanceof Saved.Unknown || saved instanceof Saved.LastUse;
    }

    private Notice notice(Saved ofNoUse) {
        return Notice.unused(
                path,
                ofNoUse instanceof Saved.LastUse
                        ? "holds output of get-access-key-last-used, which does not say of which key; left out."
                        : "holds something else than JSON of these calls, or the CSV of a report; left out.");
    }
}
