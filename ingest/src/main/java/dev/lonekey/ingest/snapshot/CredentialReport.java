package dev.lonekey.ingest.snapshot;

import dev.lonekey.contract.snapshot.SnapshotPart.Principal;
import dev.lonekey.ingest.report.ReportRow;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A credential report: what was so when it was generated, which may be hours ago. */
record CredentialReport(Instant generatedAt, List<ReportRow> rows) {

    CredentialReport {
        rows = List.copyOf(rows);
    }

    /** Rows about users with more than one active key. */
    List<ReportRow> withSeveralKeys() {
        return rows.stream()
                .filter(row -> row.told() && !row.isRoot() && row.keysActive() > 1)
                .toList();
    }

    /** What it says of root, and of users with several active keys, if they are chosen by name. */
    List<Principal> principals(Predicate<String> chosen) {
        var roots = rows.stream().filter(row -> row.told() && row.isRoot());
        var users = withSeveralKeys().stream().filter(row -> chosen.test(row.user()));
        return Stream.concat(roots, users).map(ReportRow::toPrincipal).toList();
    }
}
