package dev.lonekey.detector.state;

import dev.lonekey.detector.account.Entry;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Reference;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Subject;
import java.nio.BufferUnderflowException;

/**
 * Entries as bytes: a version, a kind, and the kind's own fields. A new version reads all older ones; bytes of a newer one
 * are refused.
 */
public final class EntryCodec {

    private static final int VERSION = 1;
    private static final int REFERENCE_TO_NAME = 0;
    private static final int REFERENCE_TO_KEY = 1;
    private static final int CASE_FILE = 2;

    private EntryCodec() {}

    public static byte[] toBytes(Entry entry) {
        var out = new StateWriter().number(VERSION);
        if (entry instanceof CaseFile file) {
            CaseFileCodec.write(out.number(CASE_FILE), file);
        } else if (((Reference) entry).home() instanceof Subject.OfKey key) {
            out.number(REFERENCE_TO_KEY).text(key.accessKeyId());
        } else if (((Reference) entry).home() instanceof Subject.OfName named) {
            out.number(REFERENCE_TO_NAME).text(named.name().folded());
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} made, now or in an older version.
     *
     * @throws IllegalStateException if it is something else
     */
    public static Entry fromBytes(byte[] bytes) {
        try {
            var in = new StateReader(bytes);
            var version = in.number();
            if (version != VERSION) {
                throw new IllegalStateException("stored state has version " + version + ", this program reads up to "
                        + VERSION + ": run a newer one, or reset the application");
            }
            var kind = (int) in.number();
            return switch (kind) {
                case REFERENCE_TO_NAME -> new Reference(new Subject.OfName(Name.stored(in.text())));
                case REFERENCE_TO_KEY -> new Reference(new Subject.OfKey(in.text()));
                case CASE_FILE -> CaseFileCodec.read(in);
                default -> throw new IllegalStateException("stored state has an entry of unknown kind " + kind);
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException damaged) {
            throw new IllegalStateException("stored state is damaged: an entry of " + bytes.length + " bytes", damaged);
        }
    }
}
