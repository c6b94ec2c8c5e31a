package dev.lonekey.benchmarks.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates, with one inflater and two buffers for all files, and looks at nothing: the limit. No checksum either. */
final class Inflating implements Reader {

    /** Of a header without a name, as the generator and AWS write it. */
    private static final int HEADER_BYTES = 10;

    private final Inflater inflater = new Inflater(true);
    private final byte[] input = new byte[64 * 1024];
    private final byte[] output = new byte[128 * 1024];

    @Override
    public long read(Path file) throws IOException {
        inflater.reset();
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(HEADER_BYTES);
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    inflater.setInput(input, 0, in.read(input));
                }
                inflater.inflate(output);
            }
            return 0;
        } catch (DataFormatException damage) {
            throw new IOException(file.toString(), damage);
        }
    }
}
