package dev.lonekey.ingest.standin;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A bucket of S3. Names are ASCII here, so their order is that of their bytes. */
public final class StandInBucket {

    private final String name;
    private final Clock clock;
    private final NavigableMap<String, Stored> objects = new TreeMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    StandInBucket(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Puts an object there, which appears at once. */
    public void put(String key, byte[] bytes) {
        put(key, bytes, clock.instant());
    }

    /** Puts an object there that appears only when the clock is there. */
    public synchronized void put(String key, byte[] bytes, Instant appears) {
        objects.put(key, new Stored(bytes, appears));
    }

    /** Refuses to give the object away for want of a permission. */
    public void deny(String key) {
        troubles.put(key, Trouble.DENIED);
    }

    /** Deletes the object, though lists still show it. */
    public void lose(String key) {
        troubles.put(key, Trouble.LOST);
    }

    /** Refuses to give the object away since it may not be decrypted. */
    public void denyDecryption(String key) {
        troubles.put(key, Trouble.UNDECRYPTABLE);
    }

    /** Refuses to give the object away since the key is disabled with which it was encrypted. */
    public void disableKmsKey(String key) {
        troubles.put(key, Trouble.KMS_DISABLED);
    }

    /** Breaks the connection in the middle of the object. */
    public void cut(String key) {
        troubles.put(key, Trouble.CUT);
    }

    /** Gives the object away as it is. */
    public void heal(String key) {
        troubles.remove(key);
    }

    String name() {
        return name;
    }

    /** The objects that there are, in the order of names. */
    synchronized NavigableMap<String, Stored> shown() {
        var now = clock.instant();
        var shown = new TreeMap<String, Stored>();
        objects.forEach((key, object) -> {
            if (!object.appears().isAfter(now)) {
                shown.put(key, object);
            }
        });
        return shown;
    }

    synchronized Optional<Stored> object(String key) {
        return Optional.ofNullable(objects.get(key))
                .filter(object -> !object.appears().isAfter(clock.instant()));
    }

    Optional<Trouble> trouble(String key) {
        return Optional.ofNullable(troubles.get(key));
    }

    /** What is wrong with an object. */
    enum Trouble {
        DENIED,
        LOST,
        UNDECRYPTABLE,
        KMS_DISABLED,
        CUT
    }

    /** An object. */
    static final class Stored {

        private final byte[] bytes;
        private final Instant appears;

        Stored(byte[] bytes, Instant appears) {
            this.bytes = bytes;
            this.appears = appears;
        }

        byte[] bytes() {
            return bytes;
        }

        Instant appears() {
            return appears;
        }
    }
}
