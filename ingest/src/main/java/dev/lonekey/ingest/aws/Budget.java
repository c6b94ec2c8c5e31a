package dev.lonekey.ingest.aws;

/** How many calls may be made when. Its times are those of {@link System#nanoTime}. Guarded by its lane. */
interface Budget {

    /** How many nanoseconds the next call has to wait; if none, it has used up its share. */
    long take(long now);

    /** A call is answered, or given up. */
    void ended(long now);
}
