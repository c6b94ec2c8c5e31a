package dev.lonekey.detector.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link StateWriter} wrote; anything else ends in {@link BufferUnderflowException}, {@link IllegalStateException}
 * or {@link java.time.DateTimeException}, or is another number, time or text.
 */
final class StateReader {

    private static final int MAX_SHIFT = 63;

    private final ByteBuffer bytes;
    private long lastTime;

    StateReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** Whether anything was written after what was read. */
    boolean hasMore() {
        return bytes.hasRemaining();
    }

    long number() {
        var value = 0L;
        for (var shift = 0; shift <= MAX_SHIFT; shift += 7) {
            var next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("stored state is damaged: a number does not end");
    }

    /** A number that is at most {@link Integer#MAX_VALUE}. */
    int integer() {
        return integer(Integer.MAX_VALUE);
    }

    /** A number up to a limit. */
    int integer(int most) {
        var value = number();
        if (value < 0 || value > most) {
            throw new IllegalStateException("stored state is damaged: %d is more than %d".formatted(value, most));
        }
        return (int) value;
    }

    /** A number that counts what follows, which takes at least a byte each. */
    int count() {
        var count = number();
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalStateException(
                    "stored state is damaged: %d items cannot follow in %d bytes".formatted(count, bytes.remaining()));
        }
        return (int) count;
    }

    Instant time() {
        var folded = number();
        lastTime += (folded >>> 1) ^ -(folded & 1);
        return Instant.ofEpochSecond(lastTime);
    }

    Optional<Instant> optionalTime() {
        return number() == 0 ? Optional.empty() : Optional.of(time());
    }

    List<Optional<Instant>> optionalTimes(int count) {
        var present = number();
        var times = new ArrayList<Optional<Instant>>();
        for (var place = 0; place < count; place++) {
            times.add((present & (1L << place)) == 0 ? Optional.empty() : Optional.of(time()));
        }
        return times;
    }

    Optional<String> optionalText() {
        return number() == 0 ? Optional.empty() : Optional.of(text());
    }

    String text() {
        var utf8 = new byte[count()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
