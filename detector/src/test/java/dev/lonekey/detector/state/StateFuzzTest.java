package dev.lonekey.detector.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lonekey.detector.account.Entry;

/** Whatever lies on the disk, reading it ends, with an entry that can be written and read again, or with its refusal. */
class StateFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void entry_isReadOrRefused(byte[] stored) {
        Entry entry;
        try {
            entry = EntryCodec.fromBytes(stored);
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageStartingWith("stored state ");
            return;
        }
        var written = EntryCodec.toBytes(entry);
        assertThat(EntryCodec.toBytes(EntryCodec.fromBytes(written))).isEqualTo(written);
    }

    @FuzzTest(maxDuration = "1m")
    void headline_isReadOrRefused(byte[] stored) {
        try {
            assertThat(EntryCodec.headline(stored)).isNotNull();
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageStartingWith("stored state ");
        }
    }

    @FuzzTest(maxDuration = "1m")
    void key_isReadOrRefused(byte[] stored) {
        try {
            var key = EntryKey.fromBytes(stored);
            assertThat(EntryKey.fromBytes(key.toBytes())).isEqualTo(key);
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageStartingWith("stored state ");
        }
    }
}
