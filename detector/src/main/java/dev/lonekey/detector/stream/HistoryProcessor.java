package dev.lonekey.detector.stream;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.cloudtrail.RecordKind;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.account.Entry;
import dev.lonekey.detector.account.Judge;
import dev.lonekey.detector.account.Verdict;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.fact.SnapshotFacts;
import dev.lonekey.detector.ocsf.DetectionFindings;
import dev.lonekey.detector.state.EntryKey;
import dev.lonekey.detector.stream.Publications.Publication;
import dev.lonekey.detector.violation.CloudTrailTrigger;
import dev.lonekey.detector.violation.SnapshotTrigger;
import dev.lonekey.detector.violation.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches an account's entries, lets the core decide, then writes entries and publishes what came of it. */
final class HistoryProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryProcessor.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** What could not be judged when it was due is tried again so much later. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** So many due case files are judged anew in a tick, so that live records do not wait. */
    private static final int MAX_DUE = 200;

    /** So many logs of completed snapshots are kept at hand: of up to some 100 KiB each. */
    private static final int MAX_LOGS = 100;

    private final Topics topics;
    private final boolean behindRepartition;
    private final Judge judge;
    private final Optional<Seeds> seeds;
    private final Publications publications;
    private final Clock clock;
    private final DetectorMeters meters;
    private final CommitPace pace;
    private ProcessorContext<String, byte[]> context;
    private final Map<String, Entry> logs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > MAX_LOGS;
        }
    };
    private KeyValueStore<byte[], byte[]> histories;
    private Agenda agenda;
    private Round round;
    private Rejections rejections;
    private boolean isBegun;

    /**
     * @param topics how they are laid out: parts of snapshots come from one, all other records are of CloudTrail
     * @param behindRepartition whether those come through the repartition topic, with headers of our own
     * @param seeds what state that is empty is made out of
     * @param pace of the thread that this is made for, and runs in
     */
    HistoryProcessor(
            Topics topics,
            boolean behindRepartition,
            Judge judge,
            Optional<Seeds> seeds,
            DetectionFindings findings,
            Clock clock,
            DetectorMeters meters,
            CommitPace pace) {
        this.topics = topics;
        this.behindRepartition = behindRepartition;
        this.judge = judge;
        this.seeds = seeds;
        this.publications = new Publications(findings, clock);
        this.clock = clock;
        this.meters = meters;
        this.pace = pace;
    }

    /** Also for another time: after a transaction that was aborted, Streams uses the object on, with the state from before. */
    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.isBegun = false;
        logs.clear();
        this.histories = context.getStateStore(Nodes.HISTORY_STORE);
        this.agenda = new Agenda(context.getStateStore(Nodes.AGENDA_STORE));
        agenda.requireReadable(context.taskId().partition());
        this.round = new Round(histories, agenda, judge.policy());
        this.rejections = new Rejections(context, Nodes.DEAD_LETTERS, behindRepartition, clock, meters.input());
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, at -> tick());
        pace.accompany(context);
        meters.partitions().begin(context.taskId().partition());
    }

    /** What is due comes first: a round would tell it, too, but with another cause. */
    private void tick() {
        begin();
        keepAppointments();
        round.slice(this::judgeAnew);
    }

    @Override
    public void close() {
        meters.partitions().end(context.taskId().partition());
    }

    /**
     * Not in {@link #init}, where nothing can be written yet. All is worked out before anything is written, so that the
     * transaction is short.
     */
    private void begin() {
        if (!isBegun) {
            agenda.requireReadable(context.taskId().partition());
            seeds.ifPresentOrElse(this::seed, agenda::markReadable);
            isBegun = true;
        }
    }

    private void seed(Seeds published) {
        var seeding = new Seeding(histories, agenda, context.taskId().partition());
        var now = clock.instant();
        var decisions = seeding.isWanted() ? Optional.of(inherited(published, now)) : Optional.<List<Decision>>empty();
        agenda.markReadable();
        decisions.ifPresent(all -> {
            all.forEach(decision -> apply(decision, now.toEpochMilli()));
            seeding.done(now, all.size());
        });
    }

    private List<Decision> inherited(Seeds published, Instant now) {
        var toldAgainSince = published.toldAgain().map(now::minus).orElse(Instant.EPOCH);
        return published.of(context.taskId().partition()).values().stream()
                .flatMap(newest -> inherited(newest, toldAgainSince, now).stream())
                .toList();
    }

    private Optional<Decision> inherited(List<ViolationEvent> newest, Instant toldAgainSince, Instant now) {
        var account = newest.get(0).account();
        var trigger = new Trigger(account, new Cause.Configuration(), now);
        try {
            var verdict = judge.inherit(entries(account.id()), newest, toldAgainSince, trigger);
            return Optional.of(decision(account.id(), Optional.empty(), verdict));
        } catch (KafkaException storeOrBroker) {
            throw storeOrBroker;
        } catch (RejectedException | RuntimeException mistake) {
            entries(account.id()).discard();
            LOG.warn("what is published of account {} cannot be used as a seed", account.id());
            log(mistake);
            return Optional.empty();
        }
    }

    @Override
    public void process(Record<String, byte[]> input) {
        pace.accompany(context, () -> hear(input));
    }

    private void hear(Record<String, byte[]> input) {
        begin();
        try {
            decide(input).ifPresentOrElse(decision -> apply(decision, input.timestamp()), meters.input()::ignored);
        } catch (RejectedException rejection) {
            rejections.reject(input, rejection);
        }
    }

    /** All that comes of a record, worked out in full before anything is written or published. */
    private record Decision(
            String account, Optional<Reading> reading, Verdict verdict, List<Publication> publications) {}

    private Decision decision(String account, Optional<Reading> reading, Verdict verdict) {
        return new Decision(account, reading, verdict, publications.of(account, verdict));
    }

    private Optional<Decision> decide(Record<String, byte[]> input) throws RejectedException {
        try {
            if (input.value() == null) {
                throw new RejectedException(RejectReason.NOT_JSON, "no value");
            }
            if (isSnapshot()) {
                return Optional.of(judge(input.key(), SnapshotPart.parse(input.value())));
            }
            return RecordKind.of(input.value()) instanceof RecordKind.OfInterest
                    ? Optional.of(judge(input.key(), CloudTrailRecord.parse(input.value())))
                    : Optional.empty();
        } catch (KafkaException storeOrBroker) {
            throw storeOrBroker;
        } catch (RejectedException rejection) {
            entries(input.key()).discard();
            throw rejection;
        } catch (RuntimeException mistake) {
            entries(input.key()).discard();
            // A mistake of ours must not stop the stream at this record again and again.
            log(mistake);
            throw new RejectedException(
                    RejectReason.INTERNAL, mistake.getClass().getSimpleName());
        }
    }

    private boolean isSnapshot() {
        return context.recordMetadata()
                .filter(read -> read.topic().equals(topics.name(Topic.IAM_SNAPSHOTS)))
                .isPresent();
    }

    private Decision judge(String key, CloudTrailRecord record) throws RejectedException {
        var now = clock.instant();
        var account = record.account();
        requireOwnPlace(key, account);
        var reading = CloudTrailFacts.read(record, now);
        var verdict = judge.event(entries(account), reading, record.time(), CloudTrailTrigger.of(record, now));
        return decision(account, Optional.of(reading), verdict);
    }

    private Decision judge(String key, SnapshotPart part) throws RejectedException {
        var now = clock.instant();
        var account = part.accountId();
        requireOwnPlace(key, account);
        var margin = judge.policy().limits().margin();
        var reading = SnapshotFacts.read(part, margin, now);
        var verdict = judge.part(entries(account), reading, part, SnapshotTrigger.of(part, margin, now));
        return decision(account, Optional.of(reading), verdict);
    }

    /**
     * The account's key chose the partition: elsewhere a record would start a second history. It takes a producer with another
     * partitioner than Kafka's own to get there, such as librdkafka's.
     */
    private void requireOwnPlace(String key, String account) throws RejectedException {
        if (!account.equals(key)) {
            throw new RejectedException(RejectReason.WRONG_KEY, "the key is not the record's account");
        }
        var partition = context.taskId().partition();
        var expected = topics.partitionOf(account);
        if (partition != expected) {
            throw new RejectedException(
                    RejectReason.WRONG_PARTITION,
                    "it is in partition %d, its account in %d; write it with the murmur2 partitioner"
                            .formatted(partition, expected));
        }
    }

    private void keepAppointments() {
        agenda.take(clock.instant(), MAX_DUE).forEach(home -> judgeAnew(home, new Cause.Timer()));
    }

    private void judgeAnew(EntryKey home, Cause cause) {
        var account = home.account();
        var now = clock.instant();
        var trigger = new Trigger(
                new ViolationEvent.Account(account, ViolationEvent.Account.DEFAULT_PARTITION, Optional.empty()),
                cause,
                now);
        try {
            var verdict = judge.again(entries(account), home.subject(), trigger);
            apply(decision(account, Optional.empty(), verdict), now.toEpochMilli());
        } catch (KafkaException storeOrBroker) {
            throw storeOrBroker;
        } catch (RejectedException | RuntimeException mistake) {
            entries(account).discard();
            agenda.postpone(home, now.plus(PATIENCE));
            log(mistake);
        }
    }

    private AccountEntries entries(String account) {
        return new AccountEntries(account, histories, logs);
    }

    private void apply(Decision decision, long timestamp) {
        var account = decision.account();
        var verdict = decision.verdict();
        entries(account).apply(verdict.writes());
        verdict.appointments().forEach(appointment -> agenda.apply(account, appointment));
        decision.publications().forEach(each -> {
            context.forward(each.record().withTimestamp(timestamp), each.sink());
            pace.news();
        });
        verdict.orphans().forEach(orphan -> rejections.rejectOrphan(account, orphan, timestamp));
        meters.input().judged(decision.reading(), verdict);
        meters.violations().judged(verdict);
    }

    /** Without its message, which may quote the record. */
    private static void log(Exception mistake) {
        LOG.error(
                "{} in judging a record, at {}",
                mistake.getClass().getName(),
                Stream.of(mistake.getStackTrace()).limit(5).toList());
    }
}
