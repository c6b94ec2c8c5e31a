package dev.lonekey.runtime.service;

import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.http.Routes;
import dev.lonekey.runtime.topic.Cluster;
import java.util.List;
import java.util.Optional;

/**
 * What runs for good. Made without asking Kafka or AWS, so that its health can be served at once; started when Kafka answers and the
 * topics are right; closed whether it was started or not.
 */
public interface Service extends AutoCloseable {

    /** What it is called in messages, for example {@code detector}. */
    String name();

    /** What its health consists of; the same ones from the beginning. */
    List<Component> components();

    /** What it shows besides its health and what it measures. */
    default Routes routes() {
        return Routes.NONE;
    }

    /**
     * Looks whether there is what it needs besides the topics of the contract.
     *
     * @throws dev.lonekey.runtime.failure.Failure with the mend, if not
     */
    default void require(Cluster cluster) throws InterruptedException {}

    /**
     * Begins to work, and returns.
     *
     * @throws dev.lonekey.runtime.failure.Failure if it cannot, for a reason that only a person can mend
     */
    void start() throws InterruptedException;

    /** Why it has stopped by itself, if it has. */
    Optional<Throwable> failure();

    /** Stops in order. */
    @Override
    void close();
}
