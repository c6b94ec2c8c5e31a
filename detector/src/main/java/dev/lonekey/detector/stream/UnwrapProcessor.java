package dev.lonekey.detector.stream;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.Envelope;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Takes the records of interest out of whatever a foreign topic wraps them in, and keys each by its account. */
final class UnwrapProcessor implements Processor<String, byte[], String, byte[]> {

    private final Clock clock;
    private final InputMeters meters;
    private ProcessorContext<String, byte[]> context;
    private Rejections rejections;

    UnwrapProcessor(Clock clock, InputMeters meters) {
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.rejections = new Rejections(context, Nodes.DEAD_LETTERS_OF_UNWRAP, clock, meters);
    }

    @Override
    public void process(Record<String, byte[]> value) {
        try {
            if (value.value() == null) {
                throw new RejectedException(RejectReason.NOT_JSON, "no value");
            }
            // All of a value is read before any of it goes on, so that nothing of a bad one is half done.
            ofInterest(Envelope.unwrap(value.value()), value)
                    .forEach(record -> context.forward(record, Nodes.UNWRAPPED));
        } catch (RejectedException rejection) {
            rejections.reject(value, rejection);
        }
    }

    private List<Record<String, byte[]>> ofInterest(List<byte[]> values, Record<String, byte[]> read)
            throws RejectedException {
        var records = new ArrayList<Record<String, byte[]>>();
        var ignored = 0;
        for (var json : values) {
            var record = CloudTrailRecord.parse(json);
            if (record.event().isPresent()) {
                records.add(new Record<>(record.account(), json, read.timestamp(), rejections.originHeaders()));
            } else if (record.isForeign()) {
                throw new RejectedException(RejectReason.WRONG_SHAPE, "neither a CloudTrail record nor a file of them");
            } else {
                ignored++;
            }
        }
        for (var count = 0; count < ignored; count++) {
            meters.ignored();
        }
        return records;
    }
}
