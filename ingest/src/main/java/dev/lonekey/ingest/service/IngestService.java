package dev.lonekey.ingest.service;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.checkpoint.CheckpointTopic;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.ingest.history.EventHistory;
import dev.lonekey.ingest.poll.AccountSources;
import dev.lonekey.ingest.poll.Polling;
import dev.lonekey.ingest.poll.SourceKind;
import dev.lonekey.ingest.publish.Publisher;
import dev.lonekey.ingest.queue.QueuePump;
import dev.lonekey.ingest.share.Share;
import dev.lonekey.ingest.snapshot.PartSink;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import dev.lonekey.ingest.trail.TrailReader;
import dev.lonekey.ingest.trail.TrailSource;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** Brings the events of all accounts, and snapshots of their IAM, into Kafka. */
public final class IngestService implements Service {

    private final IngestConfiguration configuration;
    private final Topics topics;
    private final AwsClients clients;
    private final Pace pace;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Part share = new Part("share");
    private final Part accounts = new Part("accounts");
    private final Part queue = new Part("queue");
    private final Part history = new Part("history");
    private final Part archive = new Part("archive");
    private final Part writes = new Part("publisher");

    /**
     * Prepares.
     *
     * @param configuration with brokers
     * @param topics how the topics are laid out
     */
    public IngestService(IngestConfiguration configuration, Topics topics, Clock clock, MeterRegistry meters) {
        this(
                configuration,
                topics,
                AwsClients.of(configuration.ingest()),
                Pace.of(configuration.ingest().snapshots().requestsPerSecondOrUsual()),
                clock,
                meters);
    }

    /**
     * Prepares, with clients of its own.
     *
     * @param clients closed with this
     * @param pace how fast accounts are asked
     */
    public IngestService(
            IngestConfiguration configuration,
            Topics topics,
            AwsClients clients,
            Pace pace,
            Clock clock,
            MeterRegistry meters) {
        this.configuration = configuration;
        this.topics = topics;
        this.clients = opened(clients);
        this.pace = pace;
        this.clock = clock;
        this.meters = meters;
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public void start() {
        var settings = configuration.ingest();
        var kafka = configuration.kafka().settings();
        var publisher = opened(publisher(kafka));
        var writing = Executors.newSingleThreadExecutor(task -> new Thread(task, "lonekey-writer"));
        opened(writing::shutdownNow);
        // A publisher waits while Kafka is away. Who decides about all accounts must not, and a snapshot goes on in the
        // producer's own thread when a part is acknowledged: if that waited for room, nothing would ever make room.
        PartSink parts = part -> aside(writing, () -> publisher.write(part));
        var checkpoints = new Checkpoints(
                topics,
                new CheckpointTopic(topics, kafka),
                (partition, key, value) -> aside(writing, () -> publisher.writeCheckpoint(partition, key, value)));
        var lanes = opened(new Lanes(clients, pace, meters));
        var directory = AccountDirectory.of(settings, clients);
        var polling = opened(new Polling(
                topics,
                settings,
                directory,
                lanes,
                new SnapshotTaker(parts, clock),
                checkpoints,
                sources(publisher, checkpoints),
                parts,
                clock,
                meters));
        var listing = opened(new AccountRefresh(directory, settings.accounts(), polling::accountsListed));
        var group = opened(new Share(topics, kafka, settings.instanceId(), polling, meters));
        settings.queue()
                .url()
                .map(url -> opened(QueuePump.start(
                        clients.sqs(), settings.queue(), publisher, opened(trails(publisher)), meters, clock)))
                .ifPresent(pump -> queue.watch(pump::problem, AwsProblem::message, pump::summary));
        share.watch(group::problem, Function.identity(), () -> "owns %d partitions"
                .formatted(group.owned().size()));
        writes.watch(
                () -> publisher.problems().stream().findFirst(),
                Function.identity(),
                () -> "Kafka takes what is written");
        accounts.watch(() -> directory.problem().or(polling::problem), Function.identity(), polling::summary);
        watch(history, polling, SourceKind.HISTORY);
        watch(archive, polling, SourceKind.ARCHIVE);
        polling.start();
        listing.start();
        group.start();
    }

    private static void watch(Part part, Polling polling, SourceKind kind) {
        part.watch(() -> polling.status(kind).problem(), Function.identity(), () -> polling.status(kind)
                .summary());
    }

    /** The queue and the accounts have one each, so that neither waits for the other. */
    private TrailReader trails(Publisher publisher) {
        return new TrailReader(clients.s3(), configuration.ingest().partitionOrUsual(), publisher, meters, clock);
    }

    private AccountSources sources(Publisher publisher, Checkpoints checkpoints) {
        var settings = configuration.ingest();
        var sources = AccountSources.none();
        if (settings.history().isOn()) {
            var lanes = opened(new Lanes(clients, Pace.ofLookups(), meters));
            sources = sources.with(new EventHistory(publisher, checkpoints, meters), settings.history(), lanes);
        }
        if (settings.archive().bucket().isPresent()) {
            var files = new TrailSource(opened(trails(publisher)), settings.archive(), checkpoints);
            sources = sources.with(files);
        }
        return sources;
    }

    private Publisher publisher(Map<String, String> kafka) {
        try {
            return Publisher.forService(topics, kafka, meters);
        } catch (IllegalArgumentException refused) {
            throw new Failure(refused.getMessage() + "; correct it under \"kafka\"", refused);
        }
    }

    private static CompletableFuture<Void> aside(ExecutorService writing, Supplier<CompletableFuture<Void>> write) {
        return CompletableFuture.completedFuture(null).thenComposeAsync(ready -> write.get(), writing);
    }

    @Override
    public List<Component> components() {
        var parts = new ArrayList<Component>(List.of(share, accounts, writes));
        if (configuration.ingest().queue().url().isPresent()) {
            parts.add(queue);
        }
        if (configuration.ingest().history().isOn()) {
            parts.add(history);
        }
        if (configuration.ingest().archive().bucket().isPresent()) {
            parts.add(archive);
        }
        return parts;
    }

    /** None: what goes wrong passes, or is mended by a person, and all of it is tried again. */
    @Override
    public Optional<Throwable> failure() {
        return Optional.empty();
    }

    /** Leaves the group first, so that others take the accounts over. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                // The others are to be closed all the same, and there is nothing left that this one could harm.
            }
        }
    }
}
