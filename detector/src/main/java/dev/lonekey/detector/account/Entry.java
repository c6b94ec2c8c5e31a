package dev.lonekey.detector.account;

import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.history.Dossier;
import dev.lonekey.detector.violation.PublishedViolation;
import java.util.List;

/** What is stored under a subject of an account. */
public sealed interface Entry {

    /** All that is known of the users around this subject, and what was published of them. */
    record CaseFile(Dossier dossier, List<PublishedViolation> published) implements Entry {
        public CaseFile {
            published = List.copyOf(published);
        }
    }

    /** The case file lies under another subject; never under a second reference. */
    record Reference(Subject home) implements Entry {}
}
