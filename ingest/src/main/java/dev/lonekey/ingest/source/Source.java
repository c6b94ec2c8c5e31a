package dev.lonekey.ingest.source;

import java.io.IOException;
import java.util.Optional;

/** Reads one thing, bit by bit. */
public interface Source extends AutoCloseable {

    /**
     * The next batch; empty when there is nothing (more) to read.
     *
     * @throws IOException if the source as a whole cannot be read; what is wrong with a part of it is told by the batches
     */
    Optional<Batch> next() throws IOException;

    @Override
    void close() throws IOException;
}
