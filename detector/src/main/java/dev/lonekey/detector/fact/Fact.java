package dev.lonekey.detector.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing that is known about a user or a key. Facts form a set: the same one told twice is one. */
public sealed interface Fact {

    /** Event time, in whole seconds. */
    Instant at();

    /** What it is about, names first. */
    List<Subject> subjects();

    /**
     * A key was created, activated, deactivated or deleted.
     *
     * @param owner the name of its user then; empty where the event does not tell
     */
    record KeyChanged(String accessKeyId, Optional<Name> owner, KeyChange change, Instant at) implements Fact {
        @Override
        public List<Subject> subjects() {
            return subjectsOf(owner, accessKeyId);
        }
    }

    /**
     * A key signed a call, so it was active.
     *
     * @param owner the name of its user then; empty where the event does not tell
     */
    record KeyUsed(String accessKeyId, Optional<Name> owner, Instant at) implements Fact {
        @Override
        public List<Subject> subjects() {
            return subjectsOf(owner, accessKeyId);
        }
    }

    /** A call showed the id of the user that bears a name. */
    record UserSeen(Name name, String userId, Instant at) implements Fact {
        @Override
        public List<Subject> subjects() {
            return List.of(new Subject.OfName(name), new Subject.OfUser(userId));
        }
    }

    /**
     * All keys of a user were listed.
     *
     * @param uses when keys in it were used last, where that is known; for people, it decides nothing
     */
    record UserListed(Listing listing, Showing showing, List<ShownUse> uses) implements Fact {
        @Override
        public Instant at() {
            return showing.span().asOf();
        }

        @Override
        public List<Subject> subjects() {
            return listing.subjects();
        }
    }

    /** When IAM says that a key was used last. */
    record ShownUse(String accessKeyId, Instant at) {}

    /** The keys of a user, or of root, were counted. */
    record KeysCounted(Name name, Count count) implements Fact {
        @Override
        public Instant at() {
            return count.span().asOf();
        }

        @Override
        public List<Subject> subjects() {
            return List.of(new Subject.OfName(name));
        }
    }

    /** Something happened to the user behind a name. */
    sealed interface UserFact extends Fact {}

    /** A new user, without keys, took a name. */
    record UserCreated(Name name, Optional<String> userId, Instant at) implements UserFact {
        @Override
        public List<Subject> subjects() {
            return Stream.<Subject>concat(Stream.of(new Subject.OfName(name)), userId.map(Subject.OfUser::new).stream())
                    .toList();
        }
    }

    /** The user of one name took another, with its keys. */
    record UserRenamed(Name from, Name to, Instant at) implements UserFact {
        @Override
        public List<Subject> subjects() {
            return List.of(new Subject.OfName(from), new Subject.OfName(to));
        }
    }

    /** The user of a name is gone, and so are its keys. */
    record UserDeleted(Name name, Instant at) implements UserFact {
        @Override
        public List<Subject> subjects() {
            return List.of(new Subject.OfName(name));
        }
    }

    private static List<Subject> subjectsOf(Optional<Name> owner, String accessKeyId) {
        return Stream.<Subject>concat(
                        owner.map(Subject.OfName::new).stream(), Stream.of(new Subject.OfKey(accessKeyId)))
                .toList();
    }
}
