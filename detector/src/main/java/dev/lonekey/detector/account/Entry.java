package dev.lonekey.detector.account;

import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Completed;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.violation.PublishedViolation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is stored under a subject of an account. */
public sealed interface Entry permits Entry.CaseFile, Entry.Reference, Entry.SnapshotLog, AccountFile {

    /** All that is known of the users around this subject, and what was published of them. */
    record CaseFile(Dossier dossier, List<PublishedViolation> published, Headline headline) implements Entry {
        public CaseFile {
            published = List.copyOf(published);
        }
    }

    /**
     * What is asked of a case file most often, so that it need not be read for it.
     *
     * @param shownBy the number of the newest snapshot known to show all users in it that are not gone; 0 for none
     * @param due when it has to be judged anew though nothing happens
     * @param foldable the earliest time at which a horizon lets something of it be forgotten
     * @param quietSince the newest second in which anything changed, if nothing in it exists any more: that a later snapshot does not show it is no news
     * @param users users in it that are not gone
     * @param keys keys of users that are not gone
     */
    record Headline(
            long shownBy,
            Optional<Instant> due,
            Optional<Instant> foldable,
            Optional<Instant> quietSince,
            int users,
            int keys) {

        /** Of a file that was not judged yet. */
        public static final Headline BLANK =
                new Headline(0, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);

        /** The same, after all of its users were shown by another snapshot. */
        Headline shownBy(long snapshot) {
            return new Headline(snapshot, due, foldable, quietSince, users, keys);
        }
    }

    /** The completed snapshots of the account. They grow to many, and change seldom, so they are kept by themselves. */
    record SnapshotLog(Completed completed) implements Entry {}

    /** The case file lies under another subject; never under a second reference. */
    record Reference(Subject home) implements Entry {}
}
