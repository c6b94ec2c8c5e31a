package dev.lonekey.detector.history;

import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;

/**
 * The state that a key is in from some second on, and what put it there. Within one second the last of these holds: where
 * order cannot be known, the unsafe state wins until the next listing.
 */
public enum KeyState {
    /** It was counted without its id; whether it is active is not known. */
    COUNTED(KeyStatus.UNKNOWN),
    USED(KeyStatus.ACTIVE),
    CREATED(KeyStatus.ACTIVE),
    DEACTIVATED(KeyStatus.INACTIVE),
    ACTIVATED(KeyStatus.ACTIVE),
    /** A snapshot no longer shows it. */
    ABSENT(KeyStatus.DELETED),
    /** Gone with its user. */
    USER_DELETED(KeyStatus.DELETED),
    LISTED_INACTIVE(KeyStatus.INACTIVE),
    LISTED_ACTIVE(KeyStatus.ACTIVE),
    DELETED(KeyStatus.DELETED);

    private final KeyStatus status;

    KeyState(KeyStatus status) {
        this.status = status;
    }

    public KeyStatus status() {
        return status;
    }

    /** Whether the key is there, active or not. */
    public boolean exists() {
        return status != KeyStatus.DELETED;
    }
}
