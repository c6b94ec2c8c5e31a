package dev.lonekey.runtime.health;

/** A part of a service that can fail by itself. */
public interface Component {

    /** What it is called in a health report, for example {@code detector}. */
    String name();

    /**
     * How it is now. Asked every few seconds, by any thread: it tells what is known, and neither waits nor calls anybody. One
     * that throws counts as {@link Health.State#DOWN}.
     */
    Health check();
}
