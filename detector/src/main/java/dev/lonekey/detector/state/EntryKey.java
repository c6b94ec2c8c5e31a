package dev.lonekey.detector.state;

import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Subject;
import java.nio.charset.StandardCharsets;

/**
 * Where an entry is stored. All entries of an account share a prefix of their bytes, names come before keys, and the root
 * user before all users.
 */
public record EntryKey(String account, Subject subject) {

    /** Cannot stand in an account id, so that no account's prefix begins another's. */
    private static final char END_OF_ACCOUNT = '\0';

    private static final char ACCOUNT = 'a';
    private static final char KEY = 'k';
    private static final char NAME = 'n';
    private static final char SNAPSHOTS = 's';
    private static final char USER = 'u';

    public byte[] toBytes() {
        return (account + END_OF_ACCOUNT + text()).getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        if (subject instanceof Subject.OfKey key) {
            return KEY + key.accessKeyId();
        }
        if (subject instanceof Subject.OfUser user) {
            return USER + user.userId();
        }
        if (subject instanceof Subject.OfName named) {
            return NAME + named.name().folded();
        }
        return String.valueOf(subject instanceof Subject.OfSnapshots ? SNAPSHOTS : ACCOUNT);
    }

    /** What the bytes of all entries of an account begin with. */
    public static byte[] prefix(String account) {
        return (account + END_OF_ACCOUNT).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #toBytes()} made.
     *
     * @throws IllegalStateException if it is something else
     */
    public static EntryKey fromBytes(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var end = text.indexOf(END_OF_ACCOUNT);
        if (end < 0 || end + 1 == text.length()) {
            throw new IllegalStateException("stored state is damaged: a key of " + bytes.length + " bytes");
        }
        var id = text.substring(end + 2);
        return new EntryKey(text.substring(0, end), subject(text.charAt(end + 1), id));
    }

    private static Subject subject(char kind, String id) {
        return switch (kind) {
            case ACCOUNT -> new Subject.OfAccount();
            case KEY -> new Subject.OfKey(id);
            case NAME -> new Subject.OfName(Name.stored(id));
            case SNAPSHOTS -> new Subject.OfSnapshots();
            case USER -> new Subject.OfUser(id);
            default -> throw new IllegalStateException("stored state has an entry under an unknown kind " + (int) kind);
        };
    }
}
