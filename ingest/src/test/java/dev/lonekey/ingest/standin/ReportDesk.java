package dev.lonekey.ingest.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Where credential reports of one account are ordered and fetched; one is kept for four hours, unchanged. */
final class ReportDesk {

    private static final Duration LIFE = Duration.ofHours(4);

    private final Clock clock;
    private Duration duration = Duration.ZERO;
    private Optional<Order> order = Optional.empty();

    ReportDesk(Clock clock) {
        this.clock = clock;
    }

    synchronized void takes(Duration time) {
        duration = time;
    }

    /** Orders a report unless there is one, and returns the state of the order. */
    synchronized String order(Function<Instant, String> contentAt) {
        var now = clock.instant();
        if (order.isEmpty() || order.get().expiredAt(now)) {
            order = Optional.of(new Order(now, now.plus(duration), contentAt.apply(now)));
            return "STARTED";
        }
        return order.get().readyAt(now) ? "COMPLETE" : "INPROGRESS";
    }

    /** The report that was ordered. */
    synchronized Order fetch() {
        var now = clock.instant();
        var ordered = order.orElseThrow(() -> new ServiceError(410, "ReportNotPresent", "Unknown"));
        if (!ordered.readyAt(now)) {
            throw new ServiceError(404, "ReportInProgress", "Unknown");
        }
        if (ordered.expiredAt(now)) {
            throw new ServiceError(410, "ReportExpired", "Unknown");
        }
        return ordered;
    }

    /** A report that was ordered, as of {@code generated}. */
    record Order(Instant generated, Instant ready, String content) {

        boolean readyAt(Instant now) {
            return !now.isBefore(ready);
        }

        boolean expiredAt(Instant now) {
            return now.isAfter(ready.plus(LIFE));
        }
    }
}
