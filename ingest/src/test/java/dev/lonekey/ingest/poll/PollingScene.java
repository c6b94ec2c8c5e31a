package dev.lonekey.ingest.poll;

import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.aws.LanesOfStandIn;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.config.AccountsSettings;
import dev.lonekey.ingest.config.ArchiveSettings;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.config.HistorySettings;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.history.EventHistory;
import dev.lonekey.ingest.snapshot.QuickTaker;
import dev.lonekey.ingest.source.BatchWriter;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.MovableClock;
import dev.lonekey.ingest.standin.StandInAccount;
import dev.lonekey.ingest.trail.TrailReader;
import dev.lonekey.ingest.trail.TrailSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Accounts of a stand-in in one partition, and a polling of them that goes on when a test says so. */
final class PollingScene implements AutoCloseable {

    static final String BUCKET = "example-trail";
    static final Set<Integer> PARTITION = Set.of(0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T10:00:00Z"));
    final AwsStandIn aws = AwsStandIn.start(clock);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<SnapshotPart> parts = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> written = new ConcurrentHashMap<>();
    final List<String> done = new CopyOnWriteArrayList<>();
    final AccountDirectory directory;
    final Polling polling;
    /** What is read of checkpoints. */
    volatile Supplier<Map<String, byte[]>> reading = () -> Map.copyOf(written);

    private final Path file;
    private final AwsClients clients;
    private final Lanes lanes;

    PollingScene(Path folder, String... accounts) throws IOException {
        this(folder, false, accounts);
    }

    /** With event histories, and the bucket {@link #BUCKET}. */
    static PollingScene withSources(Path folder, String... accounts) throws IOException {
        return new PollingScene(folder, true, accounts);
    }

    private PollingScene(Path folder, boolean sources, String... accounts) throws IOException {
        file = folder.resolve("accounts.txt");
        var settings = settings();
        clients = AwsClients.at(aws.endpoint(), credentials(), settings);
        lanes = new Lanes(clients, LanesOfStandIn.hurried(), meters);
        directory = AccountDirectory.of(settings, clients);
        var topics = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
        var checkpoints = new Checkpoints(topics, partition -> reading.get(), (partition, key, value) -> {
            written.put(key, value);
            return CompletableFuture.completedFuture(null);
        });
        polling = new Polling(
                topics,
                settings,
                directory,
                lanes,
                QuickTaker.of(this::write, clock),
                checkpoints,
                sources ? sources(checkpoints) : AccountSources.none(),
                this::write,
                clock,
                meters);
        names(accounts);
    }

    private AccountSources sources(Checkpoints checkpoints) {
        BatchWriter nowhere = batch -> CompletableFuture.completedFuture(null);
        var history = new HistorySettings(Optional.of(Duration.ofMinutes(5)), Optional.empty());
        var archive = new ArchiveSettings(
                Optional.of(BUCKET),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return AccountSources.none()
                .with(new EventHistory(nowhere, checkpoints, meters), history, lanes)
                .with(new TrailSource(
                        new TrailReader(clients.s3(), AwsPartition.COMMERCIAL, nowhere, meters, clock),
                        archive,
                        checkpoints));
    }

    private CompletableFuture<Void> write(SnapshotPart part) {
        parts.add(part);
        return CompletableFuture.completedFuture(null);
    }

    private IngestSettings settings() {
        var usual = IngestSettings.DEFAULT;
        var accounts = new AccountsSettings(
                List.of(), Optional.of(file), Optional.empty(), Optional.empty(), List.of(), List.of());
        return new IngestSettings(
                usual.partition(),
                usual.region(),
                accounts,
                usual.role(),
                usual.queue(),
                usual.archive(),
                usual.snapshots(),
                usual.history(),
                usual.instanceId());
    }

    private StaticCredentialsProvider credentials() {
        var environment = aws.environment();
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN")));
    }

    /** These are the accounts that there are, once they are {@link #listed}. */
    void names(String... accounts) throws IOException {
        List.of(accounts).forEach(aws::account);
        Files.write(file, List.of(accounts));
    }

    void listed() {
        directory.refresh();
        polling.accountsListed();
    }

    /** Lists the accounts, owns them and takes their first snapshots. */
    void begin() {
        listed();
        polling.gained(PARTITION);
        await().atMost(PATIENCE).until(() -> watched() > 0);
        settle();
    }

    long watched() {
        tick();
        return (long) meters.get("lonekey.ingest.accounts.watched").gauge().value();
    }

    long running() {
        return (long) meters.get("lonekey.ingest.snapshots.running").gauge().value();
    }

    void tick() {
        polling.tickNow().join();
    }

    /** Goes on until all that is due now is done. */
    void settle() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            tick();
            return running() == 0;
        });
    }

    void advance(Duration time) {
        clock.advance(time);
        settle();
    }

    /** Lets the newest event of an account be heard. */
    void hears(StandInAccount account, String called) {
        var records = account.records();
        polling.heard(records.get(records.size() - 1).getBytes(StandardCharsets.UTF_8), () -> done.add(called));
    }

    int calls(String account, String action) {
        return aws.calls().count(account, action);
    }

    /** How many snapshots were completed. */
    long taken(String depth) {
        return (long) meters.counter("lonekey.ingest.snapshots", "depth", depth, "result", "completed")
                .count();
    }

    long failed() {
        return (long) meters.counter("lonekey.ingest.snapshots", "depth", "any", "result", "failed")
                .count();
    }

    static void eventually(Supplier<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition::get);
    }

    @Override
    public void close() {
        polling.close();
        lanes.close();
        clients.close();
        aws.close();
    }
}
