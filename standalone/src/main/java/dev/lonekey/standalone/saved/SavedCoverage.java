package dev.lonekey.standalone.saved;

import dev.lonekey.ingest.report.ReportRow;
import dev.lonekey.standalone.evidence.Coverage;
import dev.lonekey.standalone.evidence.Source;
import dev.lonekey.standalone.evidence.Source.Kind;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import dev.lonekey.standalone.saved.Saved.Summary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much of an account the saved output covers. */
final class SavedCoverage {

    private SavedCoverage() {}

    static Coverage of(Listings listings, Collection<Summary> summaries, Reports reports) {
        var reported = reports.users().map(ReportRow::user).collect(Collectors.toCollection(SavedCoverage::names));
        var judged = names();
        judged.addAll(reported);
        listings.listed().forEach(user -> judged.add(user.name()));
        var unjudged = Stream.concat(listings.unlisted(), reports.untold().filter(user -> !listings.isListed(user)))
                .filter(user -> !reported.contains(user))
                .collect(Collectors.toCollection(SavedCoverage::names));
        var perhapsGone = judged.stream()
                .filter(user -> listings.listsAllUsers() && !listings.knows(user))
                .toList();
        return new Coverage(
                judged.size(),
                List.copyOf(unjudged),
                listings.listsAllUsers() || !reports.all().isEmpty(),
                perhapsGone,
                sources(listings, summaries, reports));
    }

    private static List<Source> sources(Listings listings, Collection<Summary> summaries, Reports reports) {
        var sources = new ArrayList<Source>();
        if (!listings.isEmpty()) {
            sources.add(Source.timeless(Kind.LISTS));
        }
        if (!summaries.isEmpty()) {
            sources.add(Source.timeless(Kind.ACCOUNT_SUMMARY));
        }
        reports.all().stream()
                .map(CredentialReport::generatedAt)
                .forEach(at -> sources.add(new Source(Kind.CREDENTIAL_REPORT, at)));
        return sources;
    }

    private static Set<String> names() {
        return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    }
}
