package dev.lonekey.ingest.scan;

import java.io.IOException;
import java.io.InputStream;

/** The part of the input that is in memory: one buffer that slides along, reused for one input after the other. */
public final class Window {

    private static final int NOTHING = -1;

    private final byte[] initial;
    private final int limit;
    private byte[] bytes;
    private int end;
    private int kept = NOTHING;
    private long before;

    /**
     * @param size bytes to begin with
     * @param limit bytes that it may grow to for a single record
     */
    public Window(int size, int limit) {
        this.initial = new byte[size];
        this.bytes = initial;
        this.limit = Math.max(size, limit);
    }

    /** The largest record that it holds, in bytes. */
    public int limit() {
        return limit;
    }

    void clear() {
        bytes = initial;
        end = 0;
        before = 0;
        kept = NOTHING;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the bytes read so far end. */
    int end() {
        return end;
    }

    /** The place in the input, from 0, of the byte at an index. */
    long position(int index) {
        return before + index;
    }

    /** From here on bytes stay when the window slides, though their index may change: see {@link #kept()}. */
    void keepFrom(int index) {
        kept = index;
    }

    void keepNothing() {
        kept = NOTHING;
    }

    int kept() {
        return kept;
    }

    /** Whether what is to be kept has reached the limit, so that nothing more can be read. */
    boolean isFull() {
        return kept != NOTHING && end - kept == limit;
    }

    /**
     * Reads on, at {@link #end()} and after making room.
     *
     * @return how many bytes were read, 0 at the end of the input
     */
    int fill(InputStream in) throws IOException {
        if (kept == NOTHING) {
            slideTo(end, bytes);
        } else if (end == bytes.length) {
            boolean grow = end - kept > bytes.length / 2;
            slideTo(kept, grow ? new byte[(int) Math.min(limit, 2L * bytes.length)] : bytes);
            kept = 0;
        }
        int read = Math.max(0, in.read(bytes, end, bytes.length - end));
        end += read;
        return read;
    }

    private void slideTo(int start, byte[] target) {
        System.arraycopy(bytes, start, target, 0, end - start);
        bytes = target;
        before += start;
        end -= start;
    }
}
