package dev.lonekey.ingest.standin;

/** Refusals that every service knows, each under a status and code of its own. */
enum Refusal {
    THROTTLED,
    DENIED,
    EXPIRED_TOKEN,
    UNKNOWN_KEY,
    SKEWED_CLOCK
}
