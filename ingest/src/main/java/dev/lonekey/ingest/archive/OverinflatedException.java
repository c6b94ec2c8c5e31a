package dev.lonekey.ingest.archive;

import java.io.IOException;

/** Compressed data inflates further than records do: it was made to keep whoever reads it busy. */
final class OverinflatedException extends IOException {

    private static final long serialVersionUID = 1L;

    OverinflatedException(int ratio) {
        super("it inflates to more than " + ratio + " times its size");
    }
}
