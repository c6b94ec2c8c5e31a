package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One user from creation to deletion, through renames, as far as it is known. */
final class Life {
    private final String origin;
    private final List<Long> ends = new ArrayList<>();
    private final List<Long> renames = new ArrayList<>();
    private Optional<String> userId = Optional.empty();
    private String name = "";

    /** @param origin how the user was first heard of, by which it is known again when all is read anew */
    Life(String origin) {
        this.origin = origin;
    }

    String origin() {
        return origin;
    }

    void bears(String newName) {
        name = newName;
    }

    /** The last one, in lower case. */
    String name() {
        return name;
    }

    void identify(String id) {
        userId = Optional.of(id);
    }

    Optional<String> userId() {
        return userId;
    }

    void end(long second) {
        ends.add(second);
    }

    /** When it is said to end; of several, no more than one can be true. */
    List<Long> ends() {
        return ends;
    }

    void renamed(long second) {
        renames.add(second);
    }

    List<Long> renames() {
        return renames;
    }

    @Override
    public String toString() {
        return name + " (" + origin + ")";
    }
}
