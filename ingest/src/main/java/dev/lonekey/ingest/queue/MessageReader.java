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
import dev.lonekey.ingest.trail.TrailLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the records that travel in messages as EventBridge sends them, in those that came by way of SNS, in trail files and
 * in bare records; and the files of trails that messages of S3 and CloudTrail name.
 */
final class MessageReader {

    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    private final Origin origin;

    private final TrailLayout layout;

    /**
     * For a queue.
     *
     * @param queue its name, for the dead letters
     * @param layout tells which objects in S3 are of interest
     */
    MessageReader(String queue, TrailLayout layout) {
        this.origin = Origin.ofSource("queue " + queue);
        this.layout = layout;
    }

    /** The dead letter of a message whose objects could not be read. */
    MessageContent unreadable(String body, String problem) {
        var reason = new RejectedException(RejectReason.UNREADABLE, problem);
        return MessageContent.rejected(new DeadLetter(reason, origin, body.getBytes(UTF_8)));
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
            return MessageContent.rejected(new DeadLetter(reason, origin, body.getBytes(UTF_8)));
        }
    }

    private MessageContent contentOf(byte[] body) {
        var records = new ArrayList<SourceRecord>();
        var times = new ArrayList<Instant>();
        var rejected = new ArrayList<DeadLetter>();
        try {
            var unwrapped = unwrapped(body);
            if (unwrapped.notice().isPresent()) {
                return MessageContent.of(ofInterest(unwrapped.notice().get()));
            }
            for (var json : unwrapped.records()) {
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
        return new MessageContent(records, times, List.of(), rejected);
    }

    private record Unwrapped(Optional<ObjectNotice> notice, List<byte[]> records) {}

    private static Unwrapped unwrapped(byte[] body) throws RejectedException {
        var outer = Wrapping.of(body);
        var message = outer.notification().map(text -> text.getBytes(UTF_8));
        var content = message.orElse(body);
        var notice = ObjectNotice.of(new String(content, UTF_8));
        if (notice.isPresent()) {
            return new Unwrapped(notice, List.of());
        }
        var wrapping = message.map(Wrapping::of).orElse(outer);
        return new Unwrapped(notice, wrapping.isOtherEvent() ? List.of() : Envelope.unwrap(content));
    }

    private List<NamedObject> ofInterest(ObjectNotice notice) {
        return notice.objects().stream()
                .filter(object -> layout.isOfInterest(object.key()))
                .toList();
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
