package dev.lonekey.detector.state;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes small numbers and times that lie close together into few bytes. */
final class StateWriter {

    /** Java's own would take a lock for each byte. */
    private final ByteArrayBuilder bytes = new ByteArrayBuilder(256);

    private long lastTime;

    /** A number from 0 up, seven bits a byte, low ones first. */
    StateWriter number(long value) {
        var rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.append((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.append((int) rest);
        return this;
    }

    /** A time in whole seconds, as its distance from the time written before. */
    StateWriter time(Instant time) {
        var distance = time.getEpochSecond() - lastTime;
        lastTime = time.getEpochSecond();
        return number((distance << 1) ^ (distance >> 63));
    }

    /** A time that may be missing: a byte, and the time if there is one. */
    StateWriter optionalTime(Optional<Instant> time) {
        number(time.isPresent() ? 1 : 0);
        time.ifPresent(this::time);
        return this;
    }

    /** Times that may be missing: a number that tells which are there, and those. */
    StateWriter optionalTimes(List<Optional<Instant>> times) {
        var present = 0;
        for (var place = 0; place < times.size(); place++) {
            present |= times.get(place).isPresent() ? 1 << place : 0;
        }
        number(present);
        times.stream().flatMap(Optional::stream).forEach(this::time);
        return this;
    }

    /** A text that may be missing. */
    StateWriter optionalText(Optional<String> text) {
        number(text.isPresent() ? 1 : 0);
        text.ifPresent(this::text);
        return this;
    }

    StateWriter text(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.write(utf8);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
