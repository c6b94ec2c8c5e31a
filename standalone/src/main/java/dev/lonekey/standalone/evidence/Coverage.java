package dev.lonekey.standalone.evidence;

import dev.lonekey.standalone.evidence.Source.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much of an account can be judged, and from what. Names are as the input has them, to be made harmless.
 *
 * @param judged how many users' keys are listed, or counted by a report
 * @param unjudged users of whom neither is the case
 * @param allUsersKnown whether there can be no others
 * @param perhapsGone users that a report or a list of keys tells of, and the list of all users does not
 */
public record Coverage(
        int judged, List<String> unjudged, boolean allUsersKnown, List<String> perhapsGone, List<Source> sources) {

    public Coverage {
        unjudged = List.copyOf(unjudged);
        perhapsGone = List.copyOf(perhapsGone);
        sources = List.copyOf(sources);
    }

    /** Whether every user that there is was judged. */
    public boolean isWhole() {
        return allUsersKnown && unjudged.isEmpty();
    }

    /** Whether there is anything to judge by. */
    public boolean isNothing() {
        return sources.isEmpty();
    }

    public boolean isSummarised() {
        return sources.stream().anyMatch(source -> source.kind() == Kind.ACCOUNT_SUMMARY);
    }

    /** Of each credential report the time, where it tells one. */
    public List<Optional<Instant>> reportsGeneratedAt() {
        return sources.stream()
                .filter(source -> source.kind() == Kind.CREDENTIAL_REPORT)
                .map(Source::asOf)
                .toList();
    }
}
