package dev.lonekey.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When something is done that is done again and again, at a phase of its own, so that not all accounts are asked at once.
 *
 * @param every the time from one to the next
 * @param phase from 0 up to {@code every}
 */
record Schedule(Duration every, Duration phase) {

    /** Spreads accounts evenly, and each always to the same place. */
    static Schedule of(Duration every, String account) {
        var spread = Integer.toUnsignedLong(account.hashCode() * 0x9E3779B9);
        return new Schedule(every, Duration.ofMillis((spread * every.toMillis()) >>> Integer.SIZE));
    }

    /**
     * When it is due: at once if it was never done, else at its place after the last time, but not sooner than after half of
     * the usual time. A last time that is still to come tells of a clock that was wrong, and counts as now.
     */
    Instant next(Optional<Instant> last, Instant now) {
        if (last.isEmpty()) {
            return now;
        }
        var done = last.get().isAfter(now) ? now : last.get();
        var earliest = done.plus(every.dividedBy(2)).toEpochMilli() - phase.toMillis();
        var step = every.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(earliest + step - 1, step) * step + phase.toMillis());
    }
}
