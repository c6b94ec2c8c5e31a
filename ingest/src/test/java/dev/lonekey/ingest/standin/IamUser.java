package dev.lonekey.ingest.standin;

import java.time.Instant;
import java.util.List;

/** An IAM user with its keys. */
record IamUser(String name, String id, Instant createdAt, List<IamKey> keys) {

    IamUser {
        keys = List.copyOf(keys);
    }

    IamUser named(String other) {
        return new IamUser(other, id, createdAt, keys);
    }

    IamUser with(List<IamKey> others) {
        return new IamUser(name, id, createdAt, others);
    }
}
