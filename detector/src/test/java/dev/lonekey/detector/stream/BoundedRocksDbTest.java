package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.detector.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteOptions;

/** Two stores for each of twelve partitions share one memory, however much is written to all of them. */
class BoundedRocksDbTest {

    private static final int STORES = 24;
    private static final int VALUES = 96;
    private static final int VALUE_BYTES = 64 * 1024;
    private static final long MEBIBYTE = 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void manyStores_keepNoMoreUnwrittenThanOneMayHave() throws Exception {
        // Given
        RocksDB.loadLibrary();
        var setter = Class.forName(configured())
                .asSubclass(RocksDBConfigSetter.class)
                .getDeclaredConstructor()
                .newInstance();
        var stores = new ArrayList<RocksDB>();
        var unwritten = 0L;
        // When
        try (var writing = new WriteOptions().setDisableWAL(true);
                var flushing = new FlushOptions().setWaitForFlush(true)) {
            for (var store = 0; store < STORES; store++) {
                stores.add(open(store, setter));
                for (var value = 0; value < VALUES; value++) {
                    stores.get(store).put(writing, new byte[] {(byte) value}, new byte[VALUE_BYTES]);
                }
            }
            for (var store : stores) {
                unwritten += store.getLongProperty("rocksdb.cur-size-active-mem-table");
            }
            for (var store : stores) {
                store.flush(flushing);
            }
        } finally {
            stores.forEach(RocksDB::close);
        }
        // Then of 144 MiB that were put there
        assertThat(unwritten / MEBIBYTE).isLessThan(64);
    }

    private static String configured() {
        var settings = new DetectorSettings(
                "detector",
                Topics.EMBEDDED,
                Optional.empty(),
                Path.of("unused"),
                Policy.DEFAULT,
                Map.of("bootstrap.servers", "unused:1"));
        return (String) StreamsSettings.of(settings, false).get(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG);
    }

    @SuppressWarnings("resource") // closed by the test
    private RocksDB open(int number, RocksDBConfigSetter setter) throws Exception {
        var options = new Options().setCreateIfMissing(true);
        // As Kafka Streams sets them up before it asks.
        options.setTableFormatConfig(new BlockBasedTableConfig());
        options.setWriteBufferSize(16 * MEBIBYTE);
        options.setMaxWriteBufferNumber(3);
        setter.setConfig("store", options, Map.of());
        return RocksDB.open(options, folder.resolve("store-" + number).toString());
    }
}
