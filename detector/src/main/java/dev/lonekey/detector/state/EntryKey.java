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

    private static final char KEY = 'k';
    private static final char NAME = 'n';

    public byte[] toBytes() {
        var text = subject instanceof Subject.OfKey key
                ? KEY + key.accessKeyId()
                : NAME + ((Subject.OfName) subject).name().folded();
        return (account + END_OF_ACCOUNT + text).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #toBytes()} made. */
    public static EntryKey fromBytes(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var end = text.indexOf(END_OF_ACCOUNT);
        var id = text.substring(end + 2);
        return new EntryKey(
                text.substring(0, end),
                text.charAt(end + 1) == KEY ? new Subject.OfKey(id) : new Subject.OfName(Name.stored(id)));
    }
}
