package dev.lonekey.ingest.standin;

import java.time.Instant;

/** An access key. */
record IamKey(String id, Instant createdAt, String status) {

    static final String ACTIVE = "Active";

    boolean active() {
        return status.equals(ACTIVE);
    }

    IamKey withStatus(String other) {
        return new IamKey(id, createdAt, other);
    }
}
