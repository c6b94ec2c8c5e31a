package dev.lonekey.standalone.pipeline;

import dev.lonekey.contract.violation.ViolationEvent;

/** Is told of every violation event as soon as it can be read, in order of publication, by one thread. */
@FunctionalInterface
public interface OutputListener {

    /**
     * A violation event was published.
     *
     * @param json the event's bytes, as they are on the topic
     */
    void published(byte[] json, ViolationEvent event);

    /** The newest event of a violation that was published before this run began; told before all others. */
    default void known(ViolationEvent event) {}
}
