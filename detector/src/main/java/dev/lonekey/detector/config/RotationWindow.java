package dev.lonekey.detector.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.lonekey.detector.policy.Limits;
import java.time.Duration;

/**
 * For how long a second key is taken for a rotation.
 *
 * @param length at most the time for which facts are kept: the beginning of a longer one might be forgotten
 */
public record RotationWindow(Duration length) {

    private static final Duration LONGEST = Limits.DEFAULT.horizon().orElseThrow();

    public RotationWindow {
        if (length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("it is at most " + LONGEST.toDays() + "d");
        }
    }

    /** A name without a value is not set. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RotationWindow of(Duration length) {
        return length == null ? null : new RotationWindow(length);
    }
}
