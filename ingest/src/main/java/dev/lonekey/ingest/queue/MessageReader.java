package dev.lonekey.ingest.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.Envelope;
import dev.lonekey.contract.cloudtrail.RecordKind;
import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.ingest.source.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the records that travel in messages as EventBridge sends them, in those that came by way of SNS, in trail files and
 * in bare records.
 */
final class MessageReader {

    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    private final Origin origin;

    /** @param queue its name, for the dead letters */
    MessageReader(String queue) {
        this.origin = Origin.ofSource("queue " + queue);
    }

    /** Whatever the body is, this returns: a message that could not be read would come again and again. */
    MessageContent read(String body) {
        try {
            return contentOf(body.getBytes(UTF_8));
        } catch (RuntimeException mistake) {
            LOG.error(
                    "the {} has a message over which Lonekey fails; it goes to the dead letters",
                    origin.topic(),
                    mistake);
            var reason = new RejectedException(
                    RejectReason.INTERNAL, mistake.getClass().getSimpleName());
            return new MessageContent(
                    List.of(), List.of(), List.of(new DeadLetter(reason, origin, body.getBytes(UTF_8))));
        }
    }

    private MessageContent contentOf(byte[] body) {
        var records = new ArrayList<SourceRecord>();
        var times = new ArrayList<Instant>();
        var rejected = new ArrayList<DeadLetter>();
        try {
            for (var json : unwrap(body)) {
                try {
                    if (RecordKind.of(json) instanceof RecordKind.OfInterest) {
                        var record = CloudTrailRecord.parse(json);
                        records.add(new SourceRecord(record.account(), json));
                        addTime(record, times);
                    }
                } catch (RejectedException reason) {
                    rejected.add(new DeadLetter(reason, origin, json));
                }
            }
        } catch (RejectedException reason) {
            rejected.add(new DeadLetter(reason, origin, body));
        }
        return new MessageContent(records, times, rejected);
    }

    private static List<byte[]> unwrap(byte[] body) throws RejectedException {
        var outer = Wrapping.of(body);
        var message = outer.notification().map(text -> text.getBytes(UTF_8));
        var wrapping = message.map(Wrapping::of).orElse(outer);
        return wrapping.isOtherEvent() ? List.of() : Envelope.unwrap(message.orElse(body));
    }

    /** A record without a usable time travels all the same: what is wrong with it is the detector's to say. */
    private static void addTime(CloudTrailRecord record, List<Instant> times) {
        try {
            times.add(record.time());
        } catch (RejectedException noTime) {
            // it has no lag either
        }
    }
}
