package dev.lonekey.standalone.saved;

import dev.lonekey.ingest.report.ReportRow;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The credential reports of one account. */
record Reports(List<CredentialReport> all) {

    Reports {
        all = List.copyOf(all);
    }

    /** All that is there; a CSV that is also there as JSON is one report, of the time that the JSON tells. */
    static Reports of(Collection<SavedFile> files) {
        var found = files.stream()
                .flatMap(file -> file.contents(CredentialReport.class))
                .distinct()
                .toList();
        var timed = found.stream()
                .filter(report -> report.generatedAt().isPresent())
                .map(CredentialReport::rows)
                .toList();
        return new Reports(found.stream()
                .filter(report -> report.generatedAt().isPresent() || !timed.contains(report.rows()))
                .toList());
    }

    /** Rows about users that tell something. */
    Stream<ReportRow> users() {
        return all.stream().flatMap(report -> report.rows().stream()).filter(row -> row.told() && !row.isRoot());
    }

    /** Users of whom a row says only that nothing is known. */
    Stream<String> untold() {
        return all.stream()
                .flatMap(report -> report.rows().stream())
                .filter(row -> !row.told() && !row.isRoot())
                .map(ReportRow::user);
    }
}
