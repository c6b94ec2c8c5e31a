package dev.lonekey.detector.stream;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all stores of the process one memory between them, which no heap bounds. By itself each store, of which every partition
 * has two, may take 50 MiB of cache and 48 MiB of what is not written yet: gigabytes with twelve partitions.
 *
 * @see <a href="https://kafka.apache.org/documentation/streams/developer-guide/memory-mgmt.html">Kafka Streams, memory management</a>
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    private static final long MEBIBYTE = 1024 * 1024;

    /** Of cache and what is not written yet together. */
    private static final long MOST = 96 * MEBIBYTE;

    /** Of what is not written yet: beyond it whichever store is written to puts its own on disk. */
    private static final long MOST_UNWRITTEN = 48 * MEBIBYTE;

    /** Of one store. Nothing writes for those to which nothing comes any more, so this bounds them. */
    private static final long MOST_UNWRITTEN_OF_STORE = 2 * MEBIBYTE;

    private static final double SHARE_OF_INDEXES = 0.1;

    /** For the life of the process: stores come and go with their partitions, and these are shared by all of them. */
    private static final class Shared {

        static {
            RocksDB.loadLibrary(); // Kafka names the class before it opens the first store
        }

        private static final Cache CACHE = new LRUCache(MOST, -1, false, SHARE_OF_INDEXES);
        private static final WriteBufferManager UNWRITTEN = new WriteBufferManager(MOST_UNWRITTEN, CACHE);
    }

    /** Loads RocksDB's native library; or else the first store does. */
    static void load() {
        Objects.requireNonNull(Shared.CACHE);
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(Shared.UNWRITTEN);
        options.setWriteBufferSize(MOST_UNWRITTEN_OF_STORE);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
        // Cache and buffers are those of all stores.
    }
}
