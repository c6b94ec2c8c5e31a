package dev.lonekey.detector.fact;

/** What a fact is about: facts about the same subject belong together. */
public sealed interface Subject {

    /** A user's name, or the root user. */
    record OfName(Name name) implements Subject {}

    /** An access key. */
    record OfKey(String accessKeyId) implements Subject {}
}
