package dev.lonekey.detector.state;

import dev.lonekey.contract.account.TrailStatus.Change;
import dev.lonekey.detector.trail.Aspect;
import dev.lonekey.detector.trail.Trail;
import dev.lonekey.detector.trail.TrailRecord;
import dev.lonekey.detector.trail.Trails;
import java.util.List;
import java.util.Map;

/** What was done to an account's trails, as bytes. */
final class TrailCodec {

    // What is stored is the place in this list, so it only ever grows at its end.
    private static final List<Aspect> ASPECTS = List.of(
            Aspect.LOGGING,
            Aspect.EXISTENCE,
            Aspect.SELECTORS,
            Aspect.REGIONS,
            Aspect.GLOBAL_SERVICES,
            Aspect.ORGANIZATION,
            Aspect.OTHER);

    private TrailCodec() {}

    static void write(StateWriter out, Trails trails) {
        out.number(trails.all().size());
        trails.all().forEach((trail, record) -> {
            out.text(trail.name()).text(trail.region()).text(trail.owner());
            write(out, record.worse());
            write(out, record.better());
        });
    }

    private static void write(StateWriter out, Map<Aspect, Change> changes) {
        out.number(changes.size());
        changes.forEach((aspect, change) -> out.number(ASPECTS.indexOf(aspect))
                .text(change.eventName())
                .optionalText(change.eventId())
                .time(change.at())
                .optionalText(change.actor())
                .optionalText(change.sourceIp()));
    }

    /** Puts back what was written. */
    static void read(StateReader in, Trails trails) {
        for (var left = in.count(); left > 0; left--) {
            var record = trails.of(new Trail(in.text(), in.text(), in.text()));
            read(in, record, false);
            read(in, record, true);
        }
    }

    private static void read(StateReader in, TrailRecord record, boolean isGood) {
        for (var left = in.count(); left > 0; left--) {
            var aspect = ASPECTS.get(in.integer());
            record.tell(
                    aspect,
                    isGood,
                    new Change(in.text(), in.optionalText(), in.time(), in.optionalText(), in.optionalText()));
        }
    }
}
