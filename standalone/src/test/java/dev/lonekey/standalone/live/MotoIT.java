package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.User;
import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.Lanes;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.ingest.config.QueueSettings;
import dev.lonekey.ingest.queue.QueuePump;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.trail.TrailReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;

/** A second opinion on what AWS answers, by somebody who has not read our code. */
class MotoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Moto moto;

    @BeforeAll
    static void start() throws Exception {
        moto = Moto.start();
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(moto).ifPresent(Moto::close);
    }

    @Test
    void snapshot_showsWhatWasMade() throws Exception {
        try (var clients = moto.clients(IngestSettings.DEFAULT);
                var lanes = new Lanes(clients, Pace.of(500), new SimpleMeterRegistry())) {
            // Given
            var iam = clients.iam();
            iam.createUser(user -> user.userName("alice"));
            iam.createUser(user -> user.userName("bob"));
            iam.createUser(user -> user.userName("carol"));
            var one = iam.createAccessKey(key -> key.userName("alice"))
                    .accessKey()
                    .accessKeyId();
            var two = iam.createAccessKey(key -> key.userName("alice"))
                    .accessKey()
                    .accessKeyId();
            var three =
                    iam.createAccessKey(key -> key.userName("bob")).accessKey().accessKeyId();
            iam.updateAccessKey(key -> key.userName("bob").accessKeyId(three).status(StatusType.INACTIVE));
            // When
            var parts = new ConcurrentLinkedQueue<SnapshotPart>();
            var lane = lanes.open(clients.ownAccount());
            var snapshot = taker(parts).full(lane).get();
            // Then
            assertThat(lane.account()).isEqualTo(Moto.ACCOUNT);
            assertThat(keys(parts))
                    .containsExactlyInAnyOrder(
                            tuple("alice", one, "Active"),
                            tuple("alice", two, "Active"),
                            tuple("bob", three, "Inactive"));
            assertThat(snapshot.users()).isEqualTo(3);
            assertThat(snapshot.usersWithSeveralKeys()).containsExactly("alice");
            assertThat(snapshot.remarks()).isEmpty();
            assertThat(parts).anySatisfy(part -> assertThat(part).isInstanceOf(SnapshotPart.Completed.class));
            assertThat(parts).anySatisfy(part -> assertThat(part)
                    .isInstanceOfSatisfying(SnapshotPart.Root.class, root -> assertThat(root.accessKeysPresent())
                            .contains(false)));
            // When
            var looked = new ConcurrentLinkedQueue<SnapshotPart>();
            iam.deleteAccessKey(key -> key.userName("alice").accessKeyId(one));
            taker(looked).users(lane, Set.of("alice", "nobody")).get();
            // Then
            assertThat(keys(looked)).containsExactly(tuple("alice", two, "Active"));
            // When
            var survey = new Survey(clients, Pace.of(500), Clock.systemUTC());
            var evidence = survey.of(List.of(MemberAccount.of(Moto.ACCOUNT)));
            survey.close();
            // Then
            assertThat(evidence).singleElement().satisfies(told -> {
                assertThat(told.failure()).isEmpty();
                assertThat(told.coverage().isWhole()).isTrue();
            });
        }
    }

    @Test
    void organization_isListedWithItsUnits_andItsAccountsAreAskedByTheirRoles() throws Exception {
        var settings = Moto.organization();
        try (var clients = moto.clients(settings);
                var lanes = new Lanes(clients, Pace.of(500), new SimpleMeterRegistry())) {
            // Given
            var member = member(clients);
            clients.iam().createUser(user -> user.userName("dave").overrideConfiguration(clients.as(member)));
            // When
            var directory = AccountDirectory.of(settings, clients);
            directory.refresh();
            var parts = new ConcurrentLinkedQueue<SnapshotPart>();
            taker(parts).full(lanes.open(member)).get();
            // Then
            assertThat(directory.problem()).isEmpty();
            assertThat(directory.active())
                    .filteredOn(account -> account.id().equals(member))
                    .singleElement()
                    .satisfies(account -> {
                        assertThat(account.name()).contains("Example");
                        assertThat(account.ou()).contains("Root/Prod");
                    });
            assertThat(users(parts).map(User::name)).containsExactly("dave");
        }
    }

    private static String member(AwsClients clients) {
        var organizations = clients.organizations();
        organizations.createOrganization(organization -> organization.featureSet(OrganizationFeatureSet.ALL));
        var root = organizations.listRoots().roots().get(0).id();
        var unit = organizations
                .createOrganizationalUnit(made -> made.parentId(root).name("Prod"))
                .organizationalUnit()
                .id();
        var id = organizations
                .createAccount(account -> account.accountName("Example").email("example@example.com"))
                .createAccountStatus()
                .accountId();
        organizations.moveAccount(
                move -> move.accountId(id).sourceParentId(root).destinationParentId(unit));
        return id;
    }

    @Test
    void queue_isEmptiedIntoTheWriter() throws Exception {
        try (var clients = moto.clients(IngestSettings.DEFAULT)) {
            // Given
            var sqs = clients.sqs();
            var url = sqs.createQueue(queue -> queue.queueName("events")).queueUrl();
            var batches = new ConcurrentLinkedQueue<Batch>();
            sqs.sendMessage(message -> message.queueUrl(url).messageBody("""
                    {"version": "0", "id": "1", "detail-type": "AWS API Call via CloudTrail", "source": "aws.iam",
                     "account": "111122223333", "time": "2026-11-22T10:00:00Z", "region": "us-east-1",
                     "detail": {"eventVersion": "1.08", "eventSource": "iam.amazonaws.com", "eventName": "CreateUser",
                                "eventTime": "2026-11-22T10:00:00Z", "eventID": "5b1f6c1a-0000-4000-8000-000000000001",
                                "recipientAccountId": "111122223333", "requestParameters": {"userName": "alice"}}}
                    """));
            var settings = new QueueSettings(Optional.of(URI.create(url)), Optional.empty());
            // When
            var pump = QueuePump.start(
                    sqs,
                    settings,
                    batch -> {
                        batches.add(batch);
                        return CompletableFuture.completedFuture(null);
                    },
                    new TrailReader(
                            clients.s3(),
                            AwsPartition.COMMERCIAL,
                            batch -> CompletableFuture.completedFuture(null),
                            new SimpleMeterRegistry(),
                            Clock.systemUTC()),
                    new SimpleMeterRegistry(),
                    Clock.systemUTC());
            // Then
            await().atMost(PATIENCE).until(() -> !batches.isEmpty());
            await().atMost(PATIENCE).until(() -> sqs
                    .getQueueAttributes(asked -> asked.queueUrl(url).attributeNamesWithStrings("All"))
                    .attributesAsStrings()
                    .entrySet()
                    .stream()
                    .filter(attribute -> attribute.getKey().startsWith("ApproximateNumberOfMessages"))
                    .allMatch(attribute -> attribute.getValue().equals("0")));
            assertThat(pump.problem()).isEmpty();
            pump.close();
            assertThat(batches).flatExtracting(Batch::records).singleElement().satisfies(record -> assertThat(
                            new String(record.json(), StandardCharsets.UTF_8))
                    .contains("\"CreateUser\"")
                    .doesNotContain("detail-type"));
        }
    }

    private static SnapshotTaker taker(ConcurrentLinkedQueue<SnapshotPart> parts) {
        return new SnapshotTaker(
                part -> {
                    parts.add(part);
                    return CompletableFuture.completedFuture(null);
                },
                Clock.systemUTC());
    }

    private static Stream<User> users(ConcurrentLinkedQueue<SnapshotPart> parts) {
        return parts.stream()
                .flatMap(part -> part instanceof SnapshotPart.Users told ? told.users().stream() : Stream.empty());
    }

    private static List<Tuple> keys(ConcurrentLinkedQueue<SnapshotPart> parts) {
        return users(parts)
                .flatMap(user -> user.keys().stream().map(key -> tuple(user.name(), key.id(), key.status())))
                .toList();
    }
}
