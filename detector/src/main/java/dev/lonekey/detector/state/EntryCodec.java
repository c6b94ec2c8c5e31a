package dev.lonekey.detector.state;

import dev.lonekey.detector.account.AccountFile;
import dev.lonekey.detector.account.Entry;
import dev.lonekey.detector.account.Entry.CaseFile;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.account.Entry.Reference;
import dev.lonekey.detector.account.Entry.SnapshotLog;
import dev.lonekey.detector.fact.Name;
import dev.lonekey.detector.fact.Subject;
import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Entries as bytes: a version, a kind, and the kind's own fields. A new version reads all older ones; bytes of a newer one
 * are refused.
 */
public final class EntryCodec {

    /** Version 1 knew CloudTrail only: no headline, no snapshots, no user ids as subjects. */
    private static final int FIRST_VERSION = 1;

    /** The version that is written; every older one is read. */
    public static final int VERSION = 2;

    private static final int REFERENCE_TO_NAME = 0;
    private static final int REFERENCE_TO_KEY = 1;
    private static final int CASE_FILE = 2;
    private static final int REFERENCE_TO_USER = 3;
    private static final int ACCOUNT_FILE = 4;
    private static final int SNAPSHOT_LOG = 5;

    private EntryCodec() {}

    public static byte[] toBytes(Entry entry) {
        var out = new StateWriter().number(VERSION);
        if (entry instanceof CaseFile file) {
            CaseFileCodec.write(out.number(CASE_FILE), file);
        } else if (entry instanceof AccountFile account) {
            AccountCodec.write(out.number(ACCOUNT_FILE), account);
        } else if (entry instanceof SnapshotLog log) {
            AccountCodec.write(out.number(SNAPSHOT_LOG), log.completed());
        } else if (((Reference) entry).home() instanceof Subject.OfUser user) {
            out.number(REFERENCE_TO_USER).text(user.userId());
        } else if (((Reference) entry).home() instanceof Subject.OfKey key) {
            out.number(REFERENCE_TO_KEY).text(key.accessKeyId());
        } else if (((Reference) entry).home() instanceof Subject.OfName named) {
            out.number(REFERENCE_TO_NAME).text(named.name().folded());
        }
        return out.toBytes();
    }

    /**
     * The headline of a case file, without reading the rest of it; empty for any other entry.
     *
     * @throws IllegalStateException if it is damaged
     */
    public static Optional<Headline> headline(byte[] bytes) {
        // All entries of an account are asked for it, and two in three are references.
        if (bytes.length >= 2 && bytes[0] == VERSION && bytes[1] != CASE_FILE) {
            return Optional.empty();
        }
        return read(bytes, in -> {
            var version = version(in);
            if (in.number() != CASE_FILE) {
                return Optional.empty();
            }
            return Optional.of(version == FIRST_VERSION ? Headline.BLANK : CaseFileCodec.readHeadline(in));
        });
    }

    /**
     * Reads what {@link #toBytes} made, now or in an older version.
     *
     * @throws IllegalStateException if it is something else
     */
    public static Entry fromBytes(byte[] bytes) {
        return read(bytes, EntryCodec::entry);
    }

    private static Entry entry(StateReader in) {
        var version = version(in);
        var kind = in.integer();
        return switch (kind) {
            case REFERENCE_TO_NAME -> new Reference(new Subject.OfName(Name.stored(in.text())));
            case REFERENCE_TO_KEY -> new Reference(new Subject.OfKey(in.text()));
            case REFERENCE_TO_USER -> new Reference(new Subject.OfUser(in.text()));
            case CASE_FILE -> CaseFileCodec.read(in, version == FIRST_VERSION);
            case ACCOUNT_FILE -> AccountCodec.read(in);
            case SNAPSHOT_LOG -> new SnapshotLog(AccountCodec.readCompleted(in));
            default -> throw new IllegalStateException("stored state has an entry of unknown kind " + kind);
        };
    }

    private static long version(StateReader in) {
        var version = in.number();
        if (version < FIRST_VERSION || version > VERSION) {
            throw new IllegalStateException("stored state has version " + version + ", this program reads up to "
                    + VERSION + ": run a newer one");
        }
        return version;
    }

    /** Bytes that were damaged still have numbers, texts and times in them: such as lead nowhere, and such as cannot be. */
    private static <T> T read(byte[] bytes, Function<StateReader, T> reading) {
        try {
            return reading.apply(new StateReader(bytes));
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | NoSuchElementException
                | ArithmeticException
                | DateTimeException damaged) {
            throw new IllegalStateException("stored state is damaged: an entry of " + bytes.length + " bytes", damaged);
        }
    }
}
