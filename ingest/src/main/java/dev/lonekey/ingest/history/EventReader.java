package dev.lonekey.ingest.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.RecordKind;
import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.DeadLetter.Origin;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.ingest.source.SourceRecord;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudtrail.model.Event;

/**
 * Takes the record out of an event, as AWS wrote it. What stands around the record is not relied on.
 *
 * @param otherwise the time of an event whose record tells none
 */
record EventReader(Origin origin, Instant otherwise) {

    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    static EventReader of(String account, Instant otherwise) {
        return new EventReader(Origin.ofSource("event history of " + account), otherwise);
    }

    /** Empty for events of other services that bear a name of ours. */
    Optional<HistoryEvent> read(Event event) {
        var json = Objects.requireNonNullElse(event.cloudTrailEvent(), "").getBytes(UTF_8);
        try {
            return read(event, json);
        } catch (RejectedException reason) {
            return Optional.of(rejected(event, reason, json));
        } catch (RuntimeException mistake) {
            LOG.error(
                    "the {} has an event over which Lonekey fails; it goes to the dead letters",
                    origin.topic(),
                    mistake);
            var reason = new RejectedException(
                    RejectReason.INTERNAL, mistake.getClass().getSimpleName());
            return Optional.of(rejected(event, reason, json));
        }
    }

    private Optional<HistoryEvent> read(Event event, byte[] json) throws RejectedException {
        if (!(RecordKind.of(json) instanceof RecordKind.OfInterest)) {
            return Optional.empty();
        }
        var record = CloudTrailRecord.parse(json);
        return Optional.of(new HistoryEvent(
                record.eventId().orElseGet(() -> id(event, json)),
                time(record),
                Optional.of(new SourceRecord(record.account(), json)),
                Optional.empty()));
    }

    private HistoryEvent rejected(Event event, RejectedException reason, byte[] json) {
        return new HistoryEvent(
                id(event, json), otherwise, Optional.empty(), Optional.of(new DeadLetter(reason, origin, json)));
    }

    private static String id(Event event, byte[] json) {
        return Objects.requireNonNullElseGet(
                event.eventId(), () -> UUID.nameUUIDFromBytes(json).toString());
    }

    /** A record without a usable time travels all the same: what is wrong with it is the detector's to say. */
    private Instant time(CloudTrailRecord record) {
        try {
            return record.time();
        } catch (RejectedException noTime) {
            return otherwise;
        }
    }
}
