package dev.lonekey.detector.trail;

/** What a call did to a trail. */
public enum TrailEffect {
    STOPPED,
    DELETED,
    /** The trail records less than before. */
    REDUCED,
    /** The trail was changed otherwise, or to record more. */
    CHANGED,
    STARTED,
    CREATED
}
