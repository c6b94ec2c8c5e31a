package dev.lonekey.ingest.standin;

import java.util.concurrent.atomic.AtomicLong;

/** Made-up ids, unique within a stand-in. */
final class Ids {

    private final AtomicLong last = new AtomicLong();

    String user() {
        return "AIDAEXAMPLE%010d".formatted(last.incrementAndGet());
    }

    String accessKey() {
        return "AKIAEXAMPLE%09d".formatted(last.incrementAndGet());
    }

    String session() {
        return "ASIAEXAMPLE%09d".formatted(last.incrementAndGet());
    }
}
