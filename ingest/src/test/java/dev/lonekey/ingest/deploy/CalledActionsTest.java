package dev.lonekey.ingest.deploy;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.aws.LanesOfStandIn;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;
import dev.lonekey.ingest.config.AccountsSettings;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.config.QueueSettings;
import dev.lonekey.ingest.history.EventHistory;
import dev.lonekey.ingest.history.Window;
import dev.lonekey.ingest.queue.QueuePump;
import dev.lonekey.ingest.snapshot.Hints;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.Calls.Call;
import dev.lonekey.ingest.standin.StandInQueue;
import dev.lonekey.ingest.trail.TrailReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Holds {@code deploy/aws} to what is called: no call lacks its permission, and no permission is there for nothing. */
class CalledActionsTest {

    private static final String MEMBER = "444455556666";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private final StandInQueue queue = aws.queue("lonekey");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IngestSettings settings = settings(queue);
    private final AwsClients clients = clients(aws, settings);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void whatIsCalled_isWhatIsAllowed() {
        // Given
        aws.organization().add(MEMBER, "Web", "Root/Prod/Web");
        var account = aws.account(MEMBER);
        account.forwardTo(queue);
        account.createUser("alice");
        account.createKey("alice");
        account.createKey("alice");
        // When
        var directory = AccountDirectory.of(settings, clients);
        directory.refresh();
        try (var lanes = new Lanes(clients, LanesOfStandIn.hurried(), meters);
                var lane = lanes.open(MEMBER)) {
            takeSnapshots(lane);
            readHistory(lane);
        }
        pumpQueue();
        // Then
        assertThat(directory.active()).extracting(MemberAccount::id).containsExactly(MEMBER);
        assertThat(called()).isEqualTo(allowed());
    }

    private static void takeSnapshots(Lane lane) {
        var taker = new SnapshotTaker(part -> CompletableFuture.completedFuture(null), Clock.systemUTC());
        taker.full(lane).join();
        taker.report(lane, Hints.NONE).join();
        taker.users(lane, Set.of("alice")).join();
        taker.root(lane).join();
    }

    private void readHistory(Lane lane) {
        var checkpoints = new Checkpoints(
                Topics.EMBEDDED,
                partition -> Map.of(),
                (partition, key, value) -> CompletableFuture.completedFuture(null));
        var now = Instant.now();
        new EventHistory(batch -> CompletableFuture.completedFuture(null), checkpoints, meters)
                .read(lane, new Window(now.minusSeconds(60), now), HistoryCheckpoint.START)
                .join();
    }

    /** Messages that were received are deleted, and those that come too late are given back. */
    private void pumpQueue() {
        var pump = QueuePump.start(
                clients.sqs(),
                settings.queue(),
                batch -> CompletableFuture.completedFuture(null),
                new TrailReader(
                        clients.s3(),
                        settings.partitionOrUsual(),
                        batch -> CompletableFuture.completedFuture(null),
                        meters,
                        Clock.systemUTC()),
                meters,
                Clock.systemUTC());
        await().atMost(PATIENCE).until(() -> queue.size() == 0 && queue.waiting() > 0);
        pump.close();
        aws.account(MEMBER).createUser("bob");
        await().atMost(PATIENCE).until(() -> aws.calls().count("*", "sqs:ChangeMessageVisibility*") > 0);
    }

    private Set<String> called() {
        return aws.calls().all().stream()
                .map(Call::action)
                .map(CalledActionsTest::permission)
                .collect(toCollection(TreeSet::new));
    }

    /** SQS asks for the same permission whether messages are dealt with one by one or in batches. */
    private static String permission(String action) {
        return action.startsWith("sqs:") && action.endsWith("Batch")
                ? action.substring(0, action.length() - "Batch".length())
                : action;
    }

    private static Set<String> allowed() {
        var allowed = new TreeSet<>(DeployedPolicies.memberActions());
        allowed.addAll(DeployedPolicies.ingestActions());
        return allowed;
    }

    private static IngestSettings settings(StandInQueue queue) {
        var usual = IngestSettings.DEFAULT;
        var none = AccountsSettings.DEFAULT;
        var accounts = new AccountsSettings(
                List.of(), none.file(), Optional.of(true), none.refresh(), List.of(MEMBER), List.of());
        return new IngestSettings(
                usual.partition(),
                usual.region(),
                accounts,
                usual.role(),
                new QueueSettings(Optional.of(URI.create(queue.url())), Optional.of(1)),
                usual.archive(),
                usual.snapshots(),
                usual.history(),
                usual.instanceId());
    }

    private static AwsClients clients(AwsStandIn aws, IngestSettings settings) {
        var environment = aws.environment();
        return AwsClients.at(
                aws.endpoint(),
                StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"),
                        environment.get("AWS_SECRET_ACCESS_KEY"),
                        environment.get("AWS_SESSION_TOKEN"))),
                settings);
    }
}
