package dev.lonekey.detector.stream;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.detector.account.Entry;
import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.account.Verdict;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.state.EntryKey;
import dev.lonekey.detector.violation.CloudTrailTrigger;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Fetches an account's entries, lets the core decide, then writes entries and forwards events. */
final class HistoryProcessor implements Processor<String, byte[], String, byte[]> {

    private final Judge judge;
    private final Clock clock;
    private final InputMeters meters;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<EntryKey, Entry> histories;
    private Rejections rejections;

    HistoryProcessor(Judge judge, Clock clock, InputMeters meters) {
        this.judge = judge;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.histories = context.getStateStore(Nodes.HISTORY_STORE);
        this.rejections = new Rejections(context, Nodes.DEAD_LETTERS, clock, meters);
    }

    @Override
    public void process(Record<String, byte[]> input) {
        try {
            var now = clock.instant();
            var record = parse(input);
            var reading = CloudTrailFacts.read(record, now);
            if (reading.kind() == Reading.Kind.IGNORED) {
                meters.ignored();
                return;
            }
            var account = record.account();
            if (!account.equals(input.key())) {
                // The key chose the partition: elsewhere than on its account's, a record would start a second history.
                throw new RejectedException(RejectReason.WRONG_KEY, "the key is not the record's account");
            }
            var verdict = judge.judge(
                    subject -> Optional.ofNullable(histories.get(new EntryKey(account, subject))),
                    reading.facts(),
                    CloudTrailTrigger.of(record, now));
            apply(account, verdict, input.timestamp());
            meters.read(reading, verdict.isNews());
        } catch (RejectedException rejection) {
            rejections.reject(input, rejection);
        }
    }

    private static CloudTrailRecord parse(Record<String, byte[]> input) throws RejectedException {
        if (input.value() == null) {
            throw new RejectedException(RejectReason.NOT_JSON, "no value");
        }
        return CloudTrailRecord.parse(input.value());
    }

    private void apply(String account, Verdict verdict, long timestamp) {
        verdict.writes().forEach((subject, entry) -> histories.put(new EntryKey(account, subject), entry));
        for (var event : verdict.events()) {
            var json = event.toJson();
            forward(account, json, timestamp, Nodes.VIOLATIONS);
            forward(event.violationId(), json, timestamp, Nodes.VIOLATIONS_CURRENT);
        }
    }

    private void forward(String key, byte[] json, long timestamp, String sink) {
        context.forward(new Record<>(key, json, timestamp, new RecordHeaders()), sink);
    }
}
