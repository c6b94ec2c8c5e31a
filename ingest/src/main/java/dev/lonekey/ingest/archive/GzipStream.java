package dev.lonekey.ingest.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates gzip (RFC 1952), one member after another. Unlike {@link java.util.zip.GZIPInputStream} it yields all that can
 * be inflated before it says what is wrong, and takes neither a header that is cut off nor rubbish for the end.
 *
 * <p>Reading throws {@link EOFException} where the input is cut off, {@link ZipException} where it is damaged, and
 * {@link OverinflatedException} where it has grown beyond all records: CloudTrail's grow ten- to thirtyfold, and hardly
 * could a hundredfold, since each has ids of its own with 16 bytes of chance in them. Little data may grow as it likes.
 */
final class GzipStream extends InputStream {

    static final int LARGEST_RATIO = 250;
    static final long ALWAYS_ALLOWED = 256L << 20;

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final byte[] input = new byte[64 * 1024];
    private int at;
    private int end;
    private long stored;
    private long inflatedInAll;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean inMember;
    private boolean isFirst = true;
    private boolean isDamaged;

    GzipStream(InputStream in) {
        this.in = in;
    }

    /** Whether these are the first bytes of a gzip member. */
    static boolean isMagic(int first, int second) {
        return first == 0x1F && second == 0x8B;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (inflatedInAll > Math.max(ALWAYS_ALLOWED, stored * LARGEST_RATIO)) {
            throw new OverinflatedException(LARGEST_RATIO);
        }
        while (inMember || beginMember()) {
            int inflated = inflate(bytes, offset, length);
            if (inflated > 0) {
                checksum.update(bytes, offset, inflated);
                inflatedInAll += inflated;
                return inflated;
            }
            if (inflater.finished()) {
                endMember();
            } else {
                refill();
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) throws ZipException {
        if (isDamaged) {
            throw new ZipException("its compressed data is damaged");
        }
        long before = inflater.getBytesWritten();
        try {
            int inflated = inflater.inflate(bytes, offset, length);
            isDamaged = inflater.needsDictionary();
            return inflated;
        } catch (DataFormatException damage) {
            isDamaged = true;
            int inflated = (int) (inflater.getBytesWritten() - before);
            return inflated > 0 ? inflated : inflate(bytes, offset, length);
        }
    }

    private void refill() throws IOException {
        if (!fill()) {
            throw new EOFException();
        }
        inflater.setInput(input, at, end - at);
    }

    /** False at the end of the input, before which there may be zeros: tapes and block devices pad with them. */
    private boolean beginMember() throws IOException {
        if (at == end && !fill()) {
            return false;
        }
        int first = next();
        if (first == 0 && !isFirst) {
            return skipPadding();
        }
        if (!isMagic(first, next())) {
            throw new ZipException("something else follows its compressed data");
        }
        skipHeader();
        inflater.reset();
        inflater.setInput(input, at, end - at);
        checksum.reset();
        inMember = true;
        isFirst = false;
        return true;
    }

    private boolean skipPadding() throws IOException {
        while (at < end || fill()) {
            if (next() != 0) {
                throw new ZipException("something else follows its compressed data");
            }
        }
        return false;
    }

    private void skipHeader() throws IOException {
        if (next() != 8) {
            throw new ZipException("its compression method is unknown");
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        at = end - inflater.getRemaining();
        if (nextInt() != (int) checksum.getValue() || nextInt() != (int) inflater.getBytesWritten()) {
            throw new ZipException("its checksum is wrong");
        }
        inMember = false;
    }

    private void skip(int count) throws IOException {
        for (int skipped = 0; skipped < count; skipped++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // up to its end
        }
    }

    private int nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException();
        }
        return input[at++] & 0xFF;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(input, 0, input.length));
        stored += end;
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
