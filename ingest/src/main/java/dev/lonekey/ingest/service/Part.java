package dev.lonekey.ingest.service;

import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A part of ingest, whose health can be asked before it is started. */
final class Part implements Component {

    private final String name;
    private volatile Supplier<Health> health = () -> Health.down("not started yet");

    Part(String name) {
        this.name = name;
    }

    /** From now on this is how it is. */
    <P> void watch(Supplier<Optional<P>> problem, Function<P, String> message, Supplier<String> detail) {
        health = () -> problem.get().map(message).map(Health::down).orElseGet(() -> Health.up(detail.get()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Health check() {
        return health.get();
    }
}
