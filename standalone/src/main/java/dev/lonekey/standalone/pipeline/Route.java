package dev.lonekey.standalone.pipeline;

import dev.lonekey.ingest.source.Batch;

/** A way from records to violations: what is published goes through the topics and a detector, and a listener hears what comes of it. */
public interface Route extends AutoCloseable {

    /** Publishes; waits while too much is on its way. */
    void publish(Batch batch);

    /** Returns when the detector has committed past all that was published, and the listener has been told of all that came of it. */
    void awaitDone() throws InterruptedException;

    /** Where the topics are, for clients that want to look. */
    String bootstrapServers();

    @Override
    void close();
}
