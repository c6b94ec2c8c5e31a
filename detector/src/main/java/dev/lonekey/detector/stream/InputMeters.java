package dev.lonekey.detector.stream;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.detector.account.Verdict;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.trail.TrailEffect;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what became of the input. Every record (of a foreign topic: each that was wrapped in one) is counted once under
 * {@code lonekey.detector.input}: as {@code used}, {@code denied} or {@code ignored}, as {@code too-late} if it is older than
 * the horizon, as {@code duplicate} if it would be one of the first two but told nothing new, or as {@code rejected}: the sum
 * over all kinds is the number of records read. The sum of {@code lonekey.detector.rejected} over its reasons is the number
 * of records written to the dead letters: the rejected ones, and, under {@code no-owner}, what was kept of keys whose user never became known.
 *
 * <p>What a failed transaction makes the stream do again counts again. A restart begins at 0.
 */
final class InputMeters {

    private static final String INPUT = "lonekey.detector.input";
    private static final String TRAIL_CALLS = "lonekey.detector.trail.calls";
    private static final String EFFECT = "effect";

    private final Map<Reading.Kind, Counter> kinds = new EnumMap<>(Reading.Kind.class);
    private final Map<Reading.Remark, Counter> remarks = new EnumMap<>(Reading.Remark.class);
    private final Map<TrailEffect, Counter> trails = new EnumMap<>(TrailEffect.class);
    private final Map<RejectReason, Counter> reasons = new EnumMap<>(RejectReason.class);
    private final Counter duplicates;
    private final Counter tooLate;
    private final Counter foldedEarly;
    private final Counter rejected;

    InputMeters(MeterRegistry registry) {
        kinds.put(Reading.Kind.USED, registry.counter(INPUT, "kind", "used"));
        kinds.put(Reading.Kind.DENIED, registry.counter(INPUT, "kind", "denied"));
        kinds.put(Reading.Kind.IGNORED, registry.counter(INPUT, "kind", "ignored"));
        tooLate = registry.counter(INPUT, "kind", "too-late");
        foldedEarly = registry.counter("lonekey.detector.folded.early");
        duplicates = registry.counter(INPUT, "kind", "duplicate");
        rejected = registry.counter(INPUT, "kind", "rejected");
        remarks.put(Reading.Remark.UNKNOWN_KEY_STATUS, registry.counter("lonekey.detector.key.status.unknown"));
        remarks.put(Reading.Remark.KEY_QUOTA_EXCEEDED, registry.counter("lonekey.detector.key.quota.exceeded"));
        remarks.put(Reading.Remark.TRAIL_CALL_DENIED, registry.counter(TRAIL_CALLS, EFFECT, "denied"));
        remarks.put(Reading.Remark.TRAIL_CALL_FAILED, registry.counter(TRAIL_CALLS, EFFECT, "failed"));
        for (var effect : TrailEffect.values()) {
            trails.put(
                    effect, registry.counter(TRAIL_CALLS, EFFECT, effect.name().toLowerCase(Locale.ROOT)));
        }
        for (var reason : RejectReason.values()) {
            reasons.put(reason, registry.counter("lonekey.detector.rejected", "reason", reason.code()));
        }
    }

    void judged(Optional<Reading> input, Verdict verdict) {
        foldedEarly.increment(verdict.foldedEarly());
        input.ifPresent(reading -> read(reading, verdict));
    }

    private void read(Reading reading, Verdict verdict) {
        if (!verdict.isNews() && verdict.tooLate() > 0) {
            tooLate.increment();
        } else {
            var isDuplicate = !verdict.isNews() && reading.tells();
            (isDuplicate ? duplicates : kinds.get(reading.kind())).increment();
        }
        if (verdict.isNews()) {
            reading.trail().ifPresent(call -> trails.get(call.effect()).increment());
        }
        reading.remarks().forEach(remark -> remarks.get(remark).increment());
    }

    void ignored() {
        kinds.get(Reading.Kind.IGNORED).increment();
    }

    /** What was told of a key goes to the dead letters although its records were used when they came. */
    void orphaned() {
        reasons.get(RejectReason.NO_OWNER).increment();
    }

    void rejected(RejectReason reason) {
        rejected.increment();
        reasons.get(reason).increment();
    }
}
