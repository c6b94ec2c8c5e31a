package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.snapshot.SnapshotPart.Failed;
import dev.lonekey.runtime.health.Component;
import dev.lonekey.runtime.health.Health;
import dev.lonekey.runtime.health.Health.State;
import io.micrometer.core.instrument.Gauge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong with AWS: who is told what, and that all else goes on. */
class ProblemsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BEFORE_A_COMMON_PROBLEM_IS_SAID = Duration.ofSeconds(11);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(61);
    private static final Duration LAST_RETRY = Duration.ofMinutes(11);

    private static final String ROLE_MISSING = "444455550001";
    private static final String OTHER_EXTERNAL_ID = "444455550002";
    private static final String USERS_DENIED = "444455550003";
    private static final String SUMMARY_DENIED = "444455550004";
    private static final String THROTTLED = "444455550005";
    private static final String FAULTY = "444455550006";
    private static final String CUT = "444455550007";
    private static final List<String> FAILING =
            List.of(ROLE_MISSING, OTHER_EXTERNAL_ID, USERS_DENIED, SUMMARY_DENIED, THROTTLED, FAULTY, CUT);
    private static final List<String> HEALTHY = List.of("444455550008", "444455550009");

    private final Said said = Said.listen();

    @TempDir
    private Path folder;

    @AfterEach
    void stopListening() {
        said.close();
    }

    @Test
    void eachAccountsProblem_isSaidInOneLine_andTheOthersGoOn() throws Exception {
        var accounts = Stream.concat(FAILING.stream(), HEALTHY.stream()).toList();
        try (var live = LiveSystem.prepared(folder, watching(accounts))) {
            // Given
            accounts.forEach(account -> live.aws.account(account).createUser("alice"));
            var faults = live.aws.faults();
            faults.unassumable(ROLE_MISSING);
            faults.requireExternalId(OTHER_EXTERNAL_ID, "example-external-id");
            faults.deny(USERS_DENIED, "iam:ListUsers");
            faults.deny(SUMMARY_DENIED, "iam:GetAccountSummary");
            faults.throttle(THROTTLED, "iam:*");
            faults.failWith(FAULTY, "iam:*", 503, "ServiceUnavailable", "not today");
            faults.cut(CUT, "iam:*");
            // When
            live.start();
            // Then
            await().atMost(PATIENCE).until(() -> completed(live).containsAll(HEALTHY));
            await().atMost(PATIENCE).until(() -> failed(live).keySet().containsAll(FAILING));
            assertThat(failed(live))
                    .hasSize(FAILING.size())
                    .containsEntry(ROLE_MISSING, "AccessDenied: sts:AssumeRole")
                    .containsEntry(OTHER_EXTERNAL_ID, "AccessDenied: sts:AssumeRole")
                    .containsEntry(USERS_DENIED, "AccessDenied: iam:ListUsers")
                    .containsEntry(SUMMARY_DENIED, "AccessDenied: iam:GetAccountSummary")
                    .containsEntry(FAULTY, "ServiceUnavailable: iam:GetAccountSummary")
                    .containsEntry(CUT, "the connection broke")
                    .hasEntrySatisfying(THROTTLED, reason -> assertThat(reason).startsWith("Throttling: iam:"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(failing(live))
                    .containsOnly(
                            Map.entry("role-not-assumable", 2L),
                            Map.entry("access-denied", 2L),
                            Map.entry("throttled", 1L),
                            Map.entry("service-fault", 1L),
                            Map.entry("unreachable", 1L)));
            // When they are asked once more, to no avail
            live.clock.advance(BEFORE_A_COMMON_PROBLEM_IS_SAID);
            await().atMost(PATIENCE).until(() -> said.warnings().size() >= FAILING.size());
            var before = failures(live);
            live.clock.advance(FIRST_RETRY);
            await().atMost(PATIENCE).until(() -> failures(live) == before + FAILING.size());
            // Then
            assertThat(said.warnings())
                    .hasSize(FAILING.size())
                    .allMatch(line -> line.matches("account \\d{12}: [^;\n]+; [^\n]+"));
            assertThat(FAILING).allSatisfy(account -> assertThat(said.warnings())
                    .filteredOn(line -> line.startsWith("account " + account + ": "))
                    .hasSize(1));
            assertThat(said.mistakes()).isEmpty();
            assertThat(health(live, "accounts")).isEqualTo(Health.up("asks 9 accounts, of which 7 cannot be asked"));
            // When
            faults.healAll();
            live.clock.advance(LAST_RETRY);
            // Then
            await().atMost(PATIENCE).until(() -> completed(live).containsAll(FAILING));
            await().atMost(PATIENCE).until(() -> failing(live).isEmpty());
            assertThat(health(live, "accounts")).isEqualTo(Health.up("asks 9 accounts, of which 0 cannot be asked"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commonProblems")
    void commonProblem_isSaidOnceForAllAccounts_andGoesAwayByItself(
            String kind, String inWords, Consumer<LiveSystem> begin, Consumer<LiveSystem> end) throws Exception {
        var accounts =
                IntStream.range(0, 50).mapToObj("4444555500%02d"::formatted).toList();
        try (var live = LiveSystem.prepared(folder, watching(accounts))) {
            // Given
            accounts.forEach(account -> live.aws.account(account).createUser("alice"));
            begin.accept(live);
            // When
            live.start();
            await().atMost(PATIENCE).until(() -> failing(live).equals(Map.of(kind, 50L)));
            live.clock.advance(BEFORE_A_COMMON_PROBLEM_IS_SAID);
            await().atMost(PATIENCE).until(() -> !said.warnings().isEmpty());
            live.clock.advance(FIRST_RETRY);
            await().atMost(PATIENCE).until(() -> failures(live) == 100);
            // Then
            assertThat(said.warnings())
                    .singleElement()
                    .asString()
                    .matches("account \\d{12} and 49 others: [^;\n]+; [^\n]+")
                    .contains(inWords);
            assertThat(said.mistakes()).isEmpty();
            assertThat(health(live, "share").state()).isEqualTo(State.UP);
            assertThat(health(live, "accounts"))
                    .satisfies(health -> assertThat(health.state()).isEqualTo(State.DOWN))
                    .satisfies(health -> assertThat(health.detail()).contains("and 49 others: ", inWords));
            // When
            end.accept(live);
            live.clock.advance(LAST_RETRY);
            // Then
            await().atMost(PATIENCE).until(() -> completed(live).containsAll(accounts));
            await().atMost(PATIENCE)
                    .until(() -> health(live, "accounts").state() == State.UP
                            && !said.notes().isEmpty());
            assertThat(said.notes()).singleElement().asString().startsWith("over for all accounts: ");
            assertThat(said.warnings()).hasSize(1);
        }
    }

    static Stream<Arguments> commonProblems() {
        return Stream.of(
                problem(
                        "no-credentials",
                        "no AWS credentials were found; set AWS_PROFILE",
                        live -> live.credentials.lose(),
                        live -> live.credentials.find()),
                problem(
                        "expired-credentials",
                        "the credentials have expired; renew them",
                        live -> live.aws.faults().expireTokens(live.aws.homeAccount()),
                        live -> live.aws.faults().healAll()),
                problem(
                        "clock-skew",
                        "this machine's clock differs from AWS's by 30 min; set it (NTP)",
                        live -> live.aws.faults().skewedClock(true),
                        live -> live.aws.faults().healAll()),
                problem(
                        "unreachable",
                        "the connection broke; check network and proxy",
                        live -> live.aws.faults().cut("*", "*"),
                        live -> live.aws.faults().healAll()));
    }

    private static Arguments problem(
            String kind, String inWords, Consumer<LiveSystem> begin, Consumer<LiveSystem> end) {
        return Arguments.of(kind, inWords, begin, end);
    }

    @Test
    void queueIsDeleted_isSaidInOneLine_andAccountsAreAskedAllTheSame() throws Exception {
        try (var live = LiveSystem.prepared(
                folder, watching(HEALTHY) + ", queue: {url: 'http://127.0.0.1/111122223333/events'}")) {
            // Given
            HEALTHY.forEach(account -> live.aws.account(account).createUser("alice"));
            var queue = live.aws.queue("events");
            live.start();
            await().atMost(PATIENCE).until(() -> health(live, "queue").state() == State.UP);
            // When
            queue.delete();
            // Then
            await().atMost(PATIENCE).until(() -> health(live, "queue").state() == State.DOWN);
            assertThat(health(live, "queue").detail())
                    .startsWith("the queue http://127.0.0.1/111122223333/events: ")
                    .endsWith("there is no such queue; correct ingest.queue.url");
            await().atMost(PATIENCE).until(() -> live.aws.calls().count("*", "sqs:ReceiveMessage") >= 6);
            assertThat(said.warnings()).hasSize(1);
            assertThat(said.mistakes()).isEmpty();
            await().atMost(PATIENCE).until(() -> completed(live).containsAll(HEALTHY));
            assertThat(health(live, "accounts").state()).isEqualTo(State.UP);
        }
    }

    @Test
    void lookThatFails_isMadeUpForAMinuteLater() throws Exception {
        try (var live = LiveSystem.prepared(
                folder, watching(List.of(CUT)) + ", queue: {url: 'http://127.0.0.1/111122223333/events'}")) {
            // Given
            var account = live.aws.account(CUT);
            account.createUser("alice");
            account.forwardTo(live.aws.queue("events"));
            live.start();
            await().atMost(PATIENCE).until(() -> completed(live).contains(CUT));
            live.clock.advance(Duration.ofMinutes(5));
            // When
            live.aws.faults().cut(CUT, "iam:*");
            account.createKey("alice");
            await().atMost(PATIENCE).until(() -> live.aws.queue("events").size() == 0);
            await().atMost(PATIENCE).until(() -> {
                live.clock.advance(Duration.ofSeconds(5)); // until the event was heard, and the margin is over
                return failing(live).equals(Map.of("unreachable", 1L));
            });
            live.aws.faults().healAll();
            live.clock.advance(FIRST_RETRY);
            // Then
            await().atMost(PATIENCE).until(() -> failing(live).isEmpty());
            assertThat(health(live, "accounts")).isEqualTo(Health.up("asks 1 accounts, of which 0 cannot be asked"));
        }
    }

    private static String watching(List<String> accounts) {
        return "accounts: {ids: ['" + String.join("', '", accounts) + "']}";
    }

    private static Set<String> completed(LiveSystem live) {
        return live.topics.snapshotParts().stream()
                .filter(Completed.class::isInstance)
                .map(SnapshotPart::accountId)
                .collect(Collectors.toSet());
    }

    /** The reasons by account. */
    private static Map<String, String> failed(LiveSystem live) {
        var reasons = new LinkedHashMap<String, String>();
        live.topics.snapshotParts().stream()
                .filter(Failed.class::isInstance)
                .map(Failed.class::cast)
                .forEach(part -> reasons.put(part.accountId(), part.reason()));
        return reasons;
    }

    /** How many accounts are failing, by the kinds of problem that there are. */
    private static Map<String, Long> failing(LiveSystem live) {
        return live.meters.get("lonekey.ingest.accounts.failing").gauges().stream()
                .filter(gauge -> gauge.value() > 0)
                .collect(Collectors.toMap(gauge -> gauge.getId().getTag("problem"), ProblemsIT::number));
    }

    private static long number(Gauge gauge) {
        return (long) gauge.value();
    }

    private static long failures(LiveSystem live) {
        return (long) live.meters
                .counter("lonekey.ingest.snapshots", "depth", "any", "result", "failed")
                .count();
    }

    private static Health health(LiveSystem live, String component) {
        return live.ingest.components().stream()
                .filter(each -> each.name().equals(component))
                .findFirst()
                .map(Component::check)
                .orElseThrow();
    }
}
