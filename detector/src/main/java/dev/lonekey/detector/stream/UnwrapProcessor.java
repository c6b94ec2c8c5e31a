package dev.lonekey.detector.stream;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.Envelope;
import dev.lonekey.contract.cloudtrail.RecordKind;
import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Takes the records of interest out of whatever a foreign topic wraps them in, and keys each by its account. */
final class UnwrapProcessor implements Processor<String, byte[], String, byte[]> {

    private final Clock clock;
    private final InputMeters meters;
    private final CommitPace pace;
    private ProcessorContext<String, byte[]> context;
    private Rejections rejections;

    UnwrapProcessor(Clock clock, InputMeters meters, CommitPace pace) {
        this.clock = clock;
        this.meters = meters;
        this.pace = pace;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.rejections = new Rejections(context, Nodes.DEAD_LETTERS_OF_UNWRAP, false, clock, meters);
        pace.accompany(context);
    }

    @Override
    public void process(Record<String, byte[]> value) {
        pace.accompany(context, () -> unwrap(value));
    }

    private void unwrap(Record<String, byte[]> value) {
        try {
            records(value).forEach(json -> pass(json, value));
        } catch (RejectedException rejection) {
            rejections.reject(value, rejection);
        }
    }

    private static List<byte[]> records(Record<String, byte[]> value) throws RejectedException {
        if (value.value() == null) {
            throw new RejectedException(RejectReason.NOT_JSON, "no value");
        }
        return Envelope.unwrap(value.value());
    }

    /** A bad record does not hold up the others of its file: it is rejected by itself. */
    private void pass(byte[] json, Record<String, byte[]> value) {
        try {
            if (RecordKind.of(json) instanceof RecordKind.Other) {
                meters.ignored();
                return;
            }
            if (json.length > DeadLetter.MAX_BYTES) {
                throw new RejectedException(RejectReason.TOO_LARGE, json.length + " bytes");
            }
            var account = CloudTrailRecord.parse(json).account();
            context.forward(
                    new Record<>(account, json, value.timestamp(), rejections.originHeaders()), Nodes.UNWRAPPED);
            pace.news();
        } catch (RejectedException rejection) {
            rejections.reject(value.withValue(json), rejection);
        }
    }
}
