package dev.lonekey.ingest.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The key of the array that holds a document's records: {@code Records} in files, {@code Events} in LookupEvents output. */
final class KeyOfRecords {

    private static final List<byte[]> KEYS = List.of(
            "\"Records\"".getBytes(StandardCharsets.US_ASCII), "\"Events\"".getBytes(StandardCharsets.US_ASCII));

    private KeyOfRecords() {}

    /**
     * Whether the value that begins at an index is that of such a key.
     *
     * @param document where the document begins; negative if that is no longer in memory, and then nothing is known
     */
    static boolean standsBefore(int value, byte[] bytes, int document) {
        if (document < 0) {
            return false;
        }
        int colon = skipBlanksBack(bytes, value, document);
        if (bytes[colon] != ':') {
            return false;
        }
        int end = skipBlanksBack(bytes, colon, document) + 1;
        return KEYS.stream().anyMatch(key -> endsAt(end, key, bytes, document));
    }

    private static boolean endsAt(int end, byte[] key, byte[] bytes, int document) {
        int start = end - key.length;
        // A quote after a backslash does not begin the key, it is part of a longer one.
        return start > document && bytes[start - 1] != '\\' && Arrays.equals(bytes, start, end, key, 0, key.length);
    }

    private static int skipBlanksBack(byte[] bytes, int index, int first) {
        int before = index - 1;
        while (before > first && UnitReader.isBlank(bytes[before])) {
            before--;
        }
        return before;
    }
}
