package dev.lonekey.detector.account;

import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.fact.Subject;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The stored entries of one account. What it returns belongs to the caller. */
public interface Entries {

    Optional<Entry> get(Subject subject);

    /** Goes through those case files of the account whose headlines are such. They are many, and few are asked for. */
    void forEachFile(Predicate<Headline> such, BiConsumer<Subject, Headline> visitor);
}
