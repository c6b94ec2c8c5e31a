package dev.lonekey.ingest.scan;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.ingest.scan.Verdict.NotARecord;
import dev.lonekey.ingest.scan.Verdict.NotOfInterest;
import dev.lonekey.ingest.scan.Verdict.OfInterest;
import dev.lonekey.ingest.scan.Verdict.Rejected;
import dev.lonekey.ingest.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which units are records that travel. Most are dismissed by their bytes alone: the service whose events travel, or the
 * name of such an event, does not stand in them. Services come first, since their names are longer and so are found faster. Both
 * are looked for as every known writer spells them, without {@code \}{@code u} escapes.
 */
public final class Judge {

    private static final Verdict NOT_A_RECORD = new NotARecord();
    private static final Verdict NOT_OF_INTEREST = new NotOfInterest();

    private static final QuotedWords MARKS_OF_RECORDS =
            new QuotedWords(List.of("eventVersion", "eventSource", "CloudTrailEvent"));
    private static final QuotedWords SOURCES = new QuotedWords(
            Stream.of(EventName.values()).map(EventName::source).distinct().toList());
    private static final QuotedWords NAMES =
            new QuotedWords(Stream.of(EventName.values()).map(EventName::text).toList());

    private Judge() {}

    /** Looks at the unit in the bytes between two indices; they may be reused afterwards. */
    public static Verdict judge(byte[] bytes, int from, int to) {
        if (!MARKS_OF_RECORDS.occurIn(bytes, from, to)) {
            return NOT_A_RECORD;
        }
        return SOURCES.occurIn(bytes, from, to) && NAMES.occurIn(bytes, from, to)
                ? judgeCandidate(Arrays.copyOfRange(bytes, from, to))
                : NOT_OF_INTEREST;
    }

    private static Verdict judgeCandidate(byte[] unit) {
        try {
            var outline = Outline.of(unit);
            if (outline.hasEventName()) {
                return judgeRecord(outline, unit);
            }
            if (outline.detail().isPresent()) {
                return judgeInner(outline.detail().get().of(unit));
            }
            return outline.cloudTrailEvent().isPresent()
                    ? judgeInner(outline.cloudTrailEvent().get().getBytes(StandardCharsets.UTF_8))
                    : NOT_OF_INTEREST;
        } catch (RejectedException notJson) {
            return new Rejected(notJson, unit);
        }
    }

    private static Verdict judgeInner(byte[] record) {
        try {
            return judgeRecord(Outline.of(record), record);
        } catch (RejectedException notJson) {
            return new Rejected(notJson, record);
        }
    }

    private static Verdict judgeRecord(Outline outline, byte[] record) {
        // Records of other services may hold fields of other types than ours; they are none of our business.
        if (outline.event().isEmpty()) {
            return NOT_OF_INTEREST;
        }
        try {
            return new OfInterest(
                    new SourceRecord(CloudTrailRecord.parse(record).account(), record));
        } catch (RejectedException reason) {
            return new Rejected(reason, record);
        }
    }
}
