package dev.lonekey.detector.account;

import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.fact.Subject;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The stored entries of one account. What it returns belongs to the caller. */
public interface Entries {

    Optional<Entry> get(Subject subject);

    /** Goes through all case files of the account. */
    void forEachFile(BiConsumer<Subject, Headline> visitor);
}
