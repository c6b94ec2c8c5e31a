package dev.lonekey.ingest.history;

import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;

/** What came of reading a window. */
public sealed interface HistoryStep {

    Window window();

    /** How many pages were asked for. */
    int pages();

    /**
     * All of it is forwarded, and safe.
     *
     * @param checkpoint that is written
     * @param forwarded how many events were forwarded
     * @param repeated how many had been before
     */
    record Done(Window window, int pages, HistoryCheckpoint checkpoint, int forwarded, int repeated)
            implements HistoryStep {}

    /** It has more events than are held at once; nothing is forwarded. To be read in smaller windows. */
    record TooMany(Window window, int pages) implements HistoryStep {}
}
