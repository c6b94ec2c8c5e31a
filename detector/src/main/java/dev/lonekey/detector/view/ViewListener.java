package dev.lonekey.detector.view;

/** Is told what changed, by the thread that reads; it must not wait. */
public interface ViewListener {

    /** A violation is new, changed or forgotten. */
    void violation(String id);

    /** An account, or what is open in it. */
    void account(String id);

    /** Anything may have changed: all was read for the first time, or again. */
    void everything();
}
