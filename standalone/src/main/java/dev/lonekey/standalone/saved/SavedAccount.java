package dev.lonekey.standalone.saved;

import dev.lonekey.ingest.report.ReportRow;
import dev.lonekey.standalone.evidence.AccountEvidence;
import dev.lonekey.standalone.evidence.Mends;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import dev.lonekey.standalone.saved.Saved.Summary;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Puts together what saved output tells of an account. */
final class SavedAccount {

    private static final Mends MENDS = new Mends(
            "save get-account-summary",
            "save get-credential-report",
            "save get-account-summary or get-credential-report",
            "save list-users, all of it, or get-credential-report",
            "save list-access-keys of each");

    private SavedAccount() {}

    static AccountEvidence evidence(String id, Collection<SavedFile> files, Listings listings, Instant now) {
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
        return new AccountEvidence(
                id, parts.all(), SavedCoverage.of(listings, summaries, reports), MENDS, List.of(), Optional.empty());
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
