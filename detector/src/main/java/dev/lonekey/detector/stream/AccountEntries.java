package dev.lonekey.detector.stream;

import dev.lonekey.detector.account.Entries;
import dev.lonekey.detector.account.Entry;
import dev.lonekey.detector.account.Entry.Headline;
import dev.lonekey.detector.fact.Subject;
import dev.lonekey.detector.state.EntryCodec;
import dev.lonekey.detector.state.EntryKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The stored entries of one account, out of the state store that holds those of all.
 *
 * @param logs the logs of completed snapshots that were read last, by account: they are long, and asked for by every record
 */
record AccountEntries(String account, KeyValueStore<byte[], byte[]> histories, Map<String, Entry> logs)
        implements Entries {

    private static final Subject LOG = new Subject.OfSnapshots();

    @Override
    public Optional<Entry> get(Subject subject) {
        if (!subject.equals(LOG)) {
            return read(subject);
        }
        var known = Optional.ofNullable(logs.get(account)).or(() -> read(subject));
        known.ifPresent(log -> logs.put(account, log));
        return known;
    }

    @Override
    public void forEachFile(Predicate<Headline> such, BiConsumer<Subject, Headline> visitor) {
        try (var entries = histories.prefixScan(EntryKey.prefix(account), new ByteArraySerializer())) {
            while (entries.hasNext()) {
                var entry = entries.next();
                headline(entry.value)
                        .filter(such)
                        .ifPresent(headline -> visitor.accept(place(entry.key).subject(), headline));
            }
        }
    }

    /** Stores and removes. */
    void apply(Map<Subject, Optional<Entry>> writes) {
        writes.forEach((subject, entry) -> {
            histories.put(key(subject), entry.map(EntryCodec::toBytes).orElse(null));
            if (subject.equals(LOG)) {
                entry.ifPresent(log -> logs.put(account, log));
            }
        });
    }

    /** Forgets what was read: it may have been changed for a record that came to nothing. */
    void discard() {
        logs.remove(account);
    }

    private Optional<Entry> read(Subject subject) {
        return Optional.ofNullable(histories.get(key(subject))).map(AccountEntries::entry);
    }

    private byte[] key(Subject subject) {
        return new EntryKey(account, subject).toBytes();
    }

    private static Entry entry(byte[] bytes) {
        return read(bytes, EntryCodec::fromBytes);
    }

    /**
     * The headline of a stored case file; empty for any other entry.
     *
     * @throws UnreadableState if it is damaged
     */
    static Optional<Headline> headline(byte[] bytes) {
        return read(bytes, EntryCodec::headline);
    }

    /**
     * Where an entry is stored.
     *
     * @throws UnreadableState if that is damaged
     */
    static EntryKey place(byte[] bytes) {
        return read(bytes, EntryKey::fromBytes);
    }

    /** State that cannot be read stops the stream: no record can be judged without it. */
    private static <T> T read(byte[] bytes, Function<byte[], T> reading) {
        try {
            return reading.apply(bytes);
        } catch (IllegalStateException unreadable) {
            throw new UnreadableState(
                    unreadable.getMessage() + "; reset the detector as docs/operations.md says", unreadable);
        }
    }
}
