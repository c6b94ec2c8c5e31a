package dev.lonekey.detector.fact;

/** What an event did to a key. Within one second they count in this order, so that the unsafe state wins. */
public enum KeyChange {
    CREATED,
    DEACTIVATED,
    ACTIVATED,
    DELETED
}
