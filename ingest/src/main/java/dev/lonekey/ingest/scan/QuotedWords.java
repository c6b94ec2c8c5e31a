package dev.lonekey.ingest.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * Looks for several words in quotes at once: {@code "CreateUser"}, or {@code \"CreateUser\"} inside a string.
 *
 * <p>It looks at four bytes in every few: as far apart as the shortest word allows, so that the longer the words are the fewer
 * it looks at. None can slip through, since one of the four-byte blocks that a word begins with is looked at.
 */
final class QuotedWords {

    private static final VarHandle BLOCK = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HASH_BITS = 14;
    private static final byte SEVERAL = Byte.MAX_VALUE;

    private final byte[][] words;
    /** How far apart the blocks are that are looked at. */
    private final int stride;
    /** How far before a block of this hash a word may begin, plus one; 0 where none does. */
    private final byte[] distances = new byte[1 << HASH_BITS];

    /** @throws IllegalArgumentException if a word has fewer than four characters, or all have too many */
    QuotedWords(Collection<String> words) {
        this.words = words.stream()
                .map(word -> ('"' + word).getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        int shortest = Stream.of(this.words).mapToInt(word -> word.length).min().orElse(0);
        stride = shortest - Integer.BYTES + 1;
        if (stride < 2 || stride >= SEVERAL) {
            throw new IllegalArgumentException("too short or too long to look for: " + words);
        }
        for (byte[] word : this.words) {
            for (int offset = 0; offset < stride; offset++) {
                int hash = hash((int) BLOCK.get(word, offset));
                byte distance = (byte) (offset + 1);
                distances[hash] = distances[hash] == 0 || distances[hash] == distance ? distance : SEVERAL;
            }
        }
    }

    /** Whether one of the words stands in the bytes. */
    boolean occurIn(byte[] bytes, int from, int to) {
        for (int at = from; at <= to - Integer.BYTES; at += stride) {
            byte distance = distances[hash((int) BLOCK.get(bytes, at))];
            if (distance != 0 && beginBefore(bytes, at, distance, from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean beginBefore(byte[] bytes, int at, byte distance, int from, int to) {
        if (distance != SEVERAL) {
            return beginAt(bytes, at + 1 - distance, from, to);
        }
        for (int start = at + 1 - stride; start <= at; start++) {
            if (beginAt(bytes, start, from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean beginAt(byte[] bytes, int start, int from, int to) {
        if (start < from || bytes[start] != '"') {
            return false;
        }
        for (byte[] word : words) {
            int end = start + word.length;
            if (end < to
                    && (bytes[end] == '"' || bytes[end] == '\\')
                    && Arrays.equals(bytes, start, end, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(int block) {
        return (block * 0x9E37_79B1) >>> (Integer.SIZE - HASH_BITS);
    }
}
