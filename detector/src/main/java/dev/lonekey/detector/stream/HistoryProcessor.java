package dev.lonekey.detector.stream;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.RecordKind;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.account.Entry;
import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.account.Verdict;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.state.EntryKey;
import dev.lonekey.detector.violation.CloudTrailTrigger;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches an account's entries, lets the core decide, then writes entries and forwards events. */
final class HistoryProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryProcessor.class);

    private final boolean behindRepartition;
    private final Judge judge;
    private final Clock clock;
    private final InputMeters meters;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<EntryKey, Entry> histories;
    private Rejections rejections;

    /** @param behindRepartition whether records come through the repartition topic, with headers of our own */
    HistoryProcessor(boolean behindRepartition, Judge judge, Clock clock, InputMeters meters) {
        this.behindRepartition = behindRepartition;
        this.judge = judge;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.histories = context.getStateStore(Nodes.HISTORY_STORE);
        this.rejections = new Rejections(context, Nodes.DEAD_LETTERS, behindRepartition, clock, meters);
    }

    @Override
    public void process(Record<String, byte[]> input) {
        try {
            decide(input).ifPresentOrElse(decision -> apply(decision, input.timestamp()), meters::ignored);
        } catch (RejectedException rejection) {
            rejections.reject(input, rejection);
        }
    }

    /** All that comes of a record, worked out in full before anything is written or published. */
    private record Decision(String account, Reading reading, Verdict verdict, List<byte[]> events) {}

    private Optional<Decision> decide(Record<String, byte[]> input) throws RejectedException {
        try {
            if (input.value() == null) {
                throw new RejectedException(RejectReason.NOT_JSON, "no value");
            }
            return RecordKind.of(input.value()) instanceof RecordKind.OfInterest kind
                            && kind.event().isAboutKeys()
                    ? Optional.of(judge(input.key(), CloudTrailRecord.parse(input.value())))
                    : Optional.empty();
        } catch (KafkaException storeOrBroker) {
            throw storeOrBroker;
        } catch (RuntimeException mistake) {
            // A mistake of ours must not stop the stream at this record again and again. Its message may quote the
            // record.
            LOG.error(
                    "{} in judging a record, at {}",
                    mistake.getClass().getName(),
                    Stream.of(mistake.getStackTrace()).limit(5).toList());
            throw new RejectedException(
                    RejectReason.INTERNAL, mistake.getClass().getSimpleName());
        }
    }

    private Decision judge(String key, CloudTrailRecord record) throws RejectedException {
        var now = clock.instant();
        var account = record.account();
        if (!account.equals(key)) {
            // The key chose the partition: elsewhere than on its account's, a record would start a second history.
            throw new RejectedException(RejectReason.WRONG_KEY, "the key is not the record's account");
        }
        var reading = CloudTrailFacts.read(record, now);
        var verdict = judge.judge(
                subject -> Optional.ofNullable(histories.get(new EntryKey(account, subject))),
                reading.facts(),
                CloudTrailTrigger.of(record, now));
        return new Decision(
                account,
                reading,
                verdict,
                verdict.events().stream().map(ViolationEvent::toJson).toList());
    }

    private void apply(Decision decision, long timestamp) {
        var account = decision.account();
        decision.verdict().writes().forEach((subject, entry) -> histories.put(new EntryKey(account, subject), entry));
        for (var index = 0; index < decision.events().size(); index++) {
            var json = decision.events().get(index);
            forward(account, json, timestamp, Nodes.VIOLATIONS);
            forward(decision.verdict().events().get(index).violationId(), json, timestamp, Nodes.VIOLATIONS_CURRENT);
        }
        meters.read(decision.reading(), decision.verdict().isNews());
    }

    private void forward(String key, byte[] json, long timestamp, String sink) {
        context.forward(new Record<>(key, json, timestamp, new RecordHeaders()), sink);
    }
}
