package dev.lonekey.detector.history;

import dev.lonekey.contract.violation.ViolationEvent.KeyStatus;

/** The state that a key is in from some second on, and what put it there. Within one second the last of these holds. */
public enum KeyState {
    USED(KeyStatus.ACTIVE),
    CREATED(KeyStatus.ACTIVE),
    DEACTIVATED(KeyStatus.INACTIVE),
    ACTIVATED(KeyStatus.ACTIVE),
    /** Gone with its user. */
    USER_DELETED(KeyStatus.DELETED),
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
