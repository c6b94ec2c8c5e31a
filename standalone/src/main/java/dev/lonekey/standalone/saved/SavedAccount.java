package dev.lonekey.standalone.saved;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.ingest.report.ReportRow;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import dev.lonekey.standalone.saved.Saved.Summary;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What saved output tells of an account.
 *
 * @param parts one snapshot; it is completed only if the keys of every user that there is are listed
 */
public record SavedAccount(String id, List<SnapshotPart> parts, Coverage coverage) {

    public SavedAccount {
        parts = List.copyOf(parts);
    }

    static SavedAccount of(String id, Collection<SavedFile> files, Listings listings, Instant now) {
        var summaries = files.stream()
                .flatMap(file -> file.contents(Summary.class))
                .distinct()
                .toList();
        var reports = Reports.of(files);
        var parts = new Parts(id, now);
        parts.users(listings.listed());
        summaries.forEach(parts::root);
        reports.all().forEach(report -> add(parts, report, listings, now));
        if (listings.isComplete()) {
            parts.completed();
        }
        return new SavedAccount(id, parts.all(), Coverage.of(listings, summaries, reports));
    }

    /** A report counts keys without naming them: of no use where they are listed. */
    private static void add(Parts parts, CredentialReport report, Listings listings, Instant now) {
        var principals = report.rows().stream()
                .filter(row -> row.told() && (row.isRoot() || !listings.isListed(row.user())))
                .map(ReportRow::toPrincipal)
                .toList();
        parts.report(report.generatedAt().orElse(now), principals);
    }
}
