package dev.lonekey.ingest.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Follows the strings and brackets of JSON through a stream of bytes. What stands inside a record is up to whoever made
 * the API call, so every byte counts: a bracket in a string is none, and neither is a quote after a backslash.
 *
 * <p>Eight bytes at a time: a word without bracket or backslash only changes whether we are in a string, by the parity of
 * its quotes. Bit 7 of each byte of a mask answers for that byte.
 */
final class Structure {

    /** No bracket of interest up to the end of the bytes. */
    static final int NONE = -1;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long TOP_BITS = inEachByte(0x80);
    private static final long LOW_BITS = inEachByte(0x7F);
    private static final long QUOTES = inEachByte('"');
    private static final long BACKSLASHES = inEachByte('\\');
    private static final long OPENING = inEachByte('[');
    private static final long CLOSING = inEachByte(']');
    /** What sets a brace apart from the bracket of its side. */
    private static final long BRACE_BIT = inEachByte('{' - '[');

    private static final long FOLDED = LOW_BITS & ~BRACE_BIT;
    private static final long UP_TO_TOP_BIT = inEachByte(0x80 - '[');

    private int depth;
    private boolean inString;
    private boolean escaped;

    /** How many brackets are open. */
    int depth() {
        return depth;
    }

    /** Whether the bytes so far are whole: no bracket and no string is open. */
    boolean isComplete() {
        return depth == 0 && !inString;
    }

    /**
     * Goes on to the next bracket that leads to or from the depth {@code floor} or a lower one, and through it.
     *
     * @return its index, or {@link #NONE} if all bytes up to {@code to} were passed
     */
    int next(byte[] bytes, int from, int to, int floor) {
        int at = from;
        if (escaped && at < to) {
            escaped = false;
            at++;
        }
        while (at <= to - Long.BYTES) {
            at = skipPlain(bytes, at, to);
            if (at > to - Long.BYTES) {
                break;
            }
            long word = (long) WORD.get(bytes, at);
            boolean isEscaping = zeroBytes(word ^ BACKSLASHES) != 0;
            int found = isEscaping ? byteByByte(bytes, at, at + Long.BYTES, floor) : passWord(bytes, at, word, floor);
            if (found != NONE) {
                return found;
            }
            at += Long.BYTES;
            if (escaped && at < to) {
                escaped = false;
                at++;
            }
        }
        return byteByByte(bytes, at, to, floor);
    }

    /** Skips words without bracket or backslash; two at a time, since most are. */
    private int skipPlain(byte[] bytes, int from, int to) {
        long others = 0;
        int at = from;
        int lastPair = to - 2 * Long.BYTES;
        while (at <= lastPair) {
            long first = (long) WORD.get(bytes, at);
            long second = (long) WORD.get(bytes, at + Long.BYTES);
            if ((special(first) | special(second)) != 0) {
                if (special(first) == 0) {
                    others ^= nonZeroBytes(first ^ QUOTES);
                    at += Long.BYTES;
                }
                break;
            }
            others ^= nonZeroBytes(first ^ QUOTES) ^ nonZeroBytes(second ^ QUOTES);
            at += 2 * Long.BYTES;
        }
        inString ^= isOdd(others & TOP_BITS);
        return at;
    }

    /** Passes a word that holds no backslash, up to the first bracket that touches the floor. */
    private int passWord(byte[] bytes, int at, long word, int floor) {
        long quotes = zeroBytes(word ^ QUOTES);
        long outside = ~insideStrings(quotes);
        long folded = word & ~BRACE_BIT;
        long opening = zeroBytes(folded ^ OPENING) & outside;
        long closing = zeroBytes(folded ^ CLOSING) & outside;
        if (depth - Long.bitCount(closing) > floor) {
            // None can touch the floor, so that only their difference counts.
            depth += Long.bitCount(opening) - Long.bitCount(closing);
        } else {
            for (long left = opening | closing; left != 0; left &= left - 1) {
                int index = at + (Long.numberOfTrailingZeros(left) >>> 3);
                if (passBracket(bytes[index], floor)) {
                    inString = false;
                    return index;
                }
            }
        }
        inString ^= isOdd(quotes);
        return NONE;
    }

    private int byteByByte(byte[] bytes, int from, int to, int floor) {
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (inString && b == '\\') {
                at++;
                escaped = at == to;
            } else if (b == '"') {
                inString = !inString;
            } else if (!inString && isBracket(b) && passBracket(b, floor)) {
                return at;
            }
        }
        return NONE;
    }

    /** Whether the bracket touches the floor. */
    private boolean passBracket(byte bracket, int floor) {
        if (bracket == '{' || bracket == '[') {
            return depth++ <= floor;
        }
        return --depth <= floor;
    }

    private static boolean isBracket(byte b) {
        return b == '{' || b == '}' || b == '[' || b == ']';
    }

    /** Where a bracket or backslash may be: all bytes from 0x5B on with braces taken for brackets, so also an underscore. */
    private static long special(long word) {
        return ((word & FOLDED) + UP_TO_TOP_BIT) & TOP_BITS;
    }

    /** The bytes up to which an odd number of quotes stands, counted from the state before this word. */
    private long insideStrings(long quotes) {
        long parity = quotes;
        parity ^= parity << 8;
        parity ^= parity << 16;
        parity ^= parity << 32;
        return inString ? ~parity : parity;
    }

    /** Exact for each byte, unlike the shorter formula that a borrow from the byte before can mislead. */
    private static long zeroBytes(long word) {
        return ~nonZeroBytes(word) & TOP_BITS;
    }

    /** The other bits of a byte mean nothing. */
    private static long nonZeroBytes(long word) {
        return ((word & LOW_BITS) + LOW_BITS) | word;
    }

    private static boolean isOdd(long mask) {
        return (Long.bitCount(mask) & 1) != 0;
    }

    private static long inEachByte(int value) {
        return value * 0x0101_0101_0101_0101L;
    }
}
