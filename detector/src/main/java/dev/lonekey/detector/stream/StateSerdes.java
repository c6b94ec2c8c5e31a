package dev.lonekey.detector.stream;

import dev.lonekey.detector.account.Entry;
import dev.lonekey.detector.state.EntryCodec;
import dev.lonekey.detector.state.EntryKey;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The stored bytes, as Kafka Streams wants to be told of them. */
final class StateSerdes {

    static final Serde<EntryKey> KEYS =
            Serdes.serdeFrom((topic, key) -> key.toBytes(), (topic, bytes) -> EntryKey.fromBytes(bytes));

    static final Serde<Entry> ENTRIES = Serdes.serdeFrom(
            (topic, entry) -> entry == null ? null : EntryCodec.toBytes(entry), (topic, bytes) -> read(bytes));

    private StateSerdes() {}

    /** State that cannot be read stops the stream: no record can be judged without it. */
    private static Entry read(byte[] bytes) {
        try {
            return bytes == null ? null : EntryCodec.fromBytes(bytes);
        } catch (IllegalStateException unreadable) {
            throw new SerializationException(unreadable.getMessage(), unreadable);
        }
    }
}
