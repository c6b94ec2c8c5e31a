package dev.lonekey.detector.stream;

import dev.lonekey.detector.account.Verdict.Appointment;
import dev.lonekey.detector.state.EntryCodec;
import dev.lonekey.detector.state.EntryKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which case files have to be judged anew when, in order of time: what is due stands in front, and is found without a scan.
 * Also under which configuration the histories were judged.
 */
record Agenda(KeyValueStore<byte[], byte[]> store) {

    private static final byte[] NOTHING = {};

    /** Behind all times, whose first byte is 0 until the sun has gone out. */
    private static final byte[] FINGERPRINT = {'F'};

    /** When the state was made out of what was published, if it was. */
    private static final byte[] SEEDED = {'S'};

    /** The newest version of entries that may be in the state. */
    private static final byte[] LAYOUT = {'L'};

    /** Moves an appointment. */
    void apply(String account, Appointment appointment) {
        var home = new EntryKey(account, appointment.home());
        appointment.before().ifPresent(at -> store.delete(key(at, home)));
        appointment.now().ifPresent(at -> store.put(key(at, home), NOTHING));
    }

    /** Lets a case file be judged anew later, whatever its own appointment. */
    void postpone(EntryKey home, Instant at) {
        store.put(key(at, home), NOTHING);
    }

    /** Takes what is due off the agenda, the longest due first. */
    List<EntryKey> take(Instant now, int limit) {
        var due = new ArrayList<byte[]>();
        try (var entries = store.range(time(Instant.EPOCH), time(now.plusSeconds(1)))) {
            while (entries.hasNext() && due.size() < limit) {
                due.add(entries.next().key);
            }
        }
        due.forEach(store::delete);
        return due.stream().map(Agenda::home).toList();
    }

    /** The configuration under which everything was judged last. */
    Optional<String> fingerprint() {
        return Optional.ofNullable(store.get(FINGERPRINT)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Everything is judged under this configuration. */
    void sign(String fingerprint) {
        store.put(FINGERPRINT, fingerprint.getBytes(StandardCharsets.UTF_8));
    }

    /** Not everything is judged under one configuration. */
    void unsign() {
        store.delete(FINGERPRINT);
    }

    /** When the state was made out of what was published, if it was. */
    Optional<Instant> seededAt() {
        return Optional.ofNullable(store.get(SEEDED))
                .map(bytes -> Instant.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** The state is made out of what was published. */
    void seed(Instant at) {
        store.put(SEEDED, at.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes sure that this program can read the state, before it does anything with it.
     *
     * @throws UnreadableState if a newer one wrote it
     */
    void requireReadable(int partition) {
        var written = layout().orElse(0);
        if (written > EntryCodec.VERSION) {
            throw new UnreadableState(
                    "the state of partition %d was written by a newer Lonekey, in version %d, and this one reads up to %d; start the newer one again, or reset the detector as docs/operations.md says"
                            .formatted(partition, written, EntryCodec.VERSION));
        }
    }

    /** From now on entries are written as this program does. */
    void markReadable() {
        if (layout().filter(written -> written == EntryCodec.VERSION).isEmpty()) {
            store.put(LAYOUT, Integer.toString(EntryCodec.VERSION).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<Integer> layout() {
        return Optional.ofNullable(store.get(LAYOUT))
                .map(bytes -> Integer.parseInt(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static byte[] key(Instant at, EntryKey home) {
        var place = home.toBytes();
        return ByteBuffer.allocate(Long.BYTES + place.length)
                .putLong(at.getEpochSecond())
                .put(place)
                .array();
    }

    private static byte[] time(Instant at) {
        return ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond()).array();
    }

    private static EntryKey home(byte[] key) {
        var place = new byte[key.length - Long.BYTES];
        ByteBuffer.wrap(key).position(Long.BYTES).get(place);
        return EntryKey.fromBytes(place);
    }
}
