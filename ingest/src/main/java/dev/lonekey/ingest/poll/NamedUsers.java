package dev.lonekey.ingest.poll;

import java.util.Set;
import java.util.TreeSet;

/** The users that events named since the last snapshot; those that are named while one is taken are left to the next. */
final class NamedUsers {

    private static final int MOST = 1_000;

    private final Set<String> asked = names();
    private final Set<String> since = names();

    private static Set<String> names() {
        return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    }

    void add(String user) {
        if (asked.size() + since.size() < MOST) {
            since.add(user);
        }
    }

    /** A snapshot begins; returns whom to list. */
    Set<String> ask() {
        asked.addAll(since);
        since.clear();
        return Set.copyOf(asked);
    }

    /** They were listed, as far as IAM knows them. */
    void listed() {
        asked.clear();
    }
}
