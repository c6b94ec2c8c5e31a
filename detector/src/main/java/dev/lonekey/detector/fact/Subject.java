package dev.lonekey.detector.fact;

/** What a fact is about: facts about the same subject belong together. */
public sealed interface Subject {

    /** The account as a whole. */
    record OfAccount() implements Subject {}

    /** The completed snapshots of the account. */
    record OfSnapshots() implements Subject {}

    /** A user's name, or the root user. */
    record OfName(Name name) implements Subject {}

    /** A user, by IAM's own id of it. */
    record OfUser(String userId) implements Subject {}

    /** An access key. */
    record OfKey(String accessKeyId) implements Subject {}
}
