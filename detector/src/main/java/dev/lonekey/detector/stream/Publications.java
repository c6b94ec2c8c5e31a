package dev.lonekey.detector.stream;

import dev.lonekey.contract.cloudevent.CloudEvent;
import dev.lonekey.contract.cloudevent.CloudEvents;
import dev.lonekey.detector.account.Verdict;
import dev.lonekey.detector.ocsf.DetectionFindings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes what the core decided as records for the sinks, each event in every form that it has there. All is written before
 * anything is sent, so that what cannot be written is found in time.
 *
 * @param findings how events are told in OCSF
 */
record Publications(DetectionFindings findings, Clock clock) {

    /** A record on its way to a sink. It gets its timestamp as it is sent. */
    record Publication(String sink, Record<String, byte[]> record) {}

    /** What a verdict about an account makes public, in order. */
    List<Publication> of(String account, Verdict verdict) {
        var all = new ArrayList<Publication>();
        for (var event : verdict.events()) {
            var json = event.toJson();
            var about = CloudEvents.of(event);
            all.add(publication(Nodes.VIOLATIONS, account, json, about));
            all.add(publication(Nodes.VIOLATIONS_CURRENT, event.violationId(), json, about));
            all.add(publication(Nodes.VIOLATIONS_OCSF, account, findings.json(event), CloudEvents.ofFinding(event)));
        }
        for (var id : verdict.forgotten()) {
            var about = CloudEvents.ofForgotten(account, id, clock.instant());
            all.add(publication(Nodes.VIOLATIONS_CURRENT, id, null, about));
        }
        verdict.status().ifPresent(status -> {
            var json = status.toJson();
            all.add(publication(Nodes.ACCOUNTS_CURRENT, account, json, CloudEvents.of(status, json)));
        });
        return all;
    }

    private static Publication publication(String sink, String key, byte[] value, CloudEvent about) {
        return new Publication(sink, new Record<>(key, value, 0, about.headers()));
    }
}
