package dev.lonekey.detector.account;

import dev.lonekey.detector.fact.Subject;
import java.util.Optional;

/** The stored entries of one account. What it returns belongs to the caller. */
@FunctionalInterface
public interface Entries {
    Optional<Entry> get(Subject subject);
}
