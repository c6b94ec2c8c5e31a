package dev.lonekey.standalone.saved;

import dev.lonekey.ingest.report.ReportRow;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import dev.lonekey.standalone.saved.Saved.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of an account can be judged, and from what. Names are as the input has them, to be made harmless.
 *
 * @param judged how many users' keys are listed, or counted by a report
 * @param unjudged users of whom neither is the case
 * @param allUsersKnown whether there can be no others
 * @param perhapsGone users that a report or a list of keys tells of, and the list of all users does not
 * @param listed whether there are lists of users or keys
 * @param summarised whether there is an account summary
 * @param reportsGeneratedAt of each credential report the time, where it tells one
 */
public record Coverage(
        int judged,
        List<String> unjudged,
        boolean allUsersKnown,
        List<String> perhapsGone,
        boolean listed,
        boolean summarised,
        List<Optional<Instant>> reportsGeneratedAt) {

    public Coverage {
        unjudged = List.copyOf(unjudged);
        perhapsGone = List.copyOf(perhapsGone);
        reportsGeneratedAt = List.copyOf(reportsGeneratedAt);
    }

    /** Whether every user that there is was judged. */
    public boolean isWhole() {
        return allUsersKnown && unjudged.isEmpty();
    }

    static Coverage of(Listings listings, List<Summary> summaries, Reports reports) {
        var reported = reports.users().map(ReportRow::user).collect(Collectors.toCollection(Coverage::names));
        var judged = names();
        judged.addAll(reported);
        listings.listed().forEach(user -> judged.add(user.name()));
        var unjudged = Stream.concat(listings.unlisted(), reports.untold().filter(user -> !listings.isListed(user)))
                .filter(user -> !reported.contains(user))
                .collect(Collectors.toCollection(Coverage::names));
        var perhapsGone = judged.stream()
                .filter(user -> listings.listsAllUsers() && !listings.knows(user))
                .toList();
        return new Coverage(
                judged.size(),
                List.copyOf(unjudged),
                listings.listsAllUsers() || !reports.all().isEmpty(),
                perhapsGone,
                !listings.isEmpty(),
                !summaries.isEmpty(),
                reports.all().stream().map(CredentialReport::generatedAt).toList());
    }

    private static Set<String> names() {
        return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    }
}
