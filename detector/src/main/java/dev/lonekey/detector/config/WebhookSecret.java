package dev.lonekey.detector.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What a webhook's posts are signed with.
 *
 * @param value shared with the receiver, and with nobody else
 */
public record WebhookSecret(String value) {

    private static final int SHORTEST = 16;

    public WebhookSecret {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "it has at least " + SHORTEST + " characters; make one with: openssl rand -hex 32");
        }
    }

    /** A name without a value is not set. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static WebhookSecret of(String value) {
        return value == null || value.isEmpty() ? null : new WebhookSecret(value);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
