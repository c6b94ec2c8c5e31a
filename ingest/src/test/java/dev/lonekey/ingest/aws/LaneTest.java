package dev.lonekey.ingest.aws;

import static dev.lonekey.ingest.aws.IamAction.LIST_ACCESS_KEYS;
import static dev.lonekey.ingest.aws.IamAction.LIST_USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.Calls.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;

@Timeout(60)
class LaneTest {

    private static final String ONE = "222233334444";
    private static final String OTHER = "333344445555";
    private static final Pace HURRIED = LanesOfStandIn.hurried();

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());
    private final String home = aws.homeAccount();
    private final List<LanesOfStandIn> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(LanesOfStandIn::close);
        aws.close();
    }

    @Test
    void calls_keepToTheBudget_andUseItUp() {
        // Given
        var lane = lanes(slower(HURRIED, 40)).open(home);
        // When
        succeed(call(lane, 100));
        // Then
        var times = aws.calls().all().stream().map(Call::at).toList();
        var taken = Duration.between(times.get(0), times.get(99));
        assertThat(taken).isBetween(Duration.ofMillis(2_400), Duration.ofMillis(2_900));
        assertThat(IntStream.range(0, 100 - 61))
                .allSatisfy(place -> assertThat(Duration.between(times.get(place), times.get(place + 61)))
                        .isGreaterThan(Duration.ofSeconds(1)));
    }

    @Test
    void callsAtOnce_areFew() {
        // Given
        aws.faults().delay(home, "iam:ListUsers", Duration.ofMillis(20));
        var lane = lanes(HURRIED).open(home);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        // When
        var calls = IntStream.range(0, 40)
                .mapToObj(number -> lane.call(LIST_USERS, (iam, credentials) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    try {
                        return iam.listUsers(ListUsersRequest.builder()
                                .overrideConfiguration(credentials)
                                .build());
                    } finally {
                        now.decrementAndGet();
                    }
                }))
                .toList();
        succeed(calls);
        // Then
        assertThat(most).hasValue(4);
    }

    @Test
    void throttledAccount_isProbedByOneCallAtATime_furtherAndFurtherApart_untilAllGoOn() {
        // Given
        var lanes = lanes(HURRIED);
        var lane = lanes.open(home);
        succeed(call(lane, 20));
        aws.calls().clear();
        aws.faults().throttle(home, "iam:*");
        // When
        var calls = call(lane, 100);
        await().until(() -> count() >= 9);
        var whileThrottled = times();
        aws.faults().healAll();
        succeed(calls);
        // Then: a few at once, then probes after 50, 100, 200, 200, … ms
        var pauseEnds = whileThrottled.get(0).plusMillis(50);
        var probes =
                whileThrottled.stream().filter(at -> !at.isBefore(pauseEnds)).toList();
        assertThat(whileThrottled.size() - probes.size()).isBetween(1, 4);
        assertThat(Duration.between(probes.get(0), probes.get(1))).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(IntStream.range(1, probes.size() - 1))
                .allSatisfy(probe -> assertThat(Duration.between(probes.get(probe), probes.get(probe + 1)))
                        .isGreaterThanOrEqualTo(Duration.ofMillis(200)));
        assertThat(lanes.count(LIST_USERS, "throttled")).isEqualTo(count() - 100);
        assertThat(lanes.count(LIST_USERS, "ok")).isEqualTo(20 + 100);
    }

    @Test
    void accountThatThrottlesTooLong_failsAllItsCalls_andIsAskedAgainByLaterOnes() {
        // Given
        aws.faults().throttle(home, "iam:*");
        var lane = lanes(patient(HURRIED, Duration.ofMillis(400))).open(home);
        // When
        var calls = call(lane, 20);
        // Then
        assertThat(calls).allSatisfy(call -> assertThat(problem(call).reason()).isEqualTo("Throttling: iam:ListUsers"));
        assertThat(count()).isLessThanOrEqualTo(4 + 5);
        aws.faults().healAll();
        succeed(call(lane, 1));
    }

    @Test
    void throttledAccount_doesNotDelayOthers() {
        // Given
        aws.account(ONE);
        aws.account(OTHER);
        aws.faults().throttle(ONE, "iam:*");
        var lanes = lanes(HURRIED, ONE, OTHER);
        var throttled = call(lanes.open(ONE), 10);
        await().until(() -> aws.calls().count(ONE, "iam:*") > 4);
        // When
        succeed(call(lanes.open(OTHER), 10));
        // Then
        assertThat(throttled).noneMatch(CompletableFuture::isDone);
        assertThat(aws.calls().count(OTHER, "iam:*")).isEqualTo(10);
    }

    @Test
    void closedLane_cancelsWhatIsPending_andCallsNoMore() {
        // Given
        aws.faults().delay(home, "iam:*", Duration.ofMillis(700));
        var lane = lanes(HURRIED).open(home);
        var calls = call(lane, 50);
        var pause = lane.after(Duration.ofHours(1));
        await().until(() -> count() == 4);
        // When
        lane.close();
        // Then
        assertThat(calls).allMatch(CompletableFuture::isCancelled);
        assertThat(pause).isCancelled();
        assertThat(call(lane, 1)).allMatch(CompletableFuture::isCancelled);
        assertThat(lane.after(Duration.ZERO)).isCancelled();
        aws.faults().healAll();
        succeed(call(lanes(HURRIED).open(home), 10));
        assertThat(count()).isEqualTo(4 + 10);
    }

    @Test
    void closedLane_endsThePauseOfAThrottledAccount() {
        // Given
        aws.faults().throttle(home, "iam:*");
        var lane = lanes(HURRIED).open(home);
        var calls = call(lane, 5);
        await().until(() -> count() > 4);
        // When
        lane.close();
        // Then
        assertThat(calls).allMatch(CompletableFuture::isCancelled);
        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(call).failsWithin(Duration.ZERO).withThrowableOfType(CancellationException.class));
    }

    @Test
    void callThatNobodyWaitsFor_isSpared() {
        // Given
        aws.faults().delay(home, "iam:*", Duration.ofMillis(50));
        var lane = lanes(HURRIED).open(home);
        var calls = call(lane, 10);
        // When
        calls.subList(4, 9).forEach(call -> call.cancel(false));
        // Then
        calls.get(9).join();
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void faultOfAws_isTriedAgain_untilItIsOver() {
        // Given
        aws.faults().failWith(home, "iam:*", 500, "ServiceFailure", "made up");
        var lane = lanes(retrying(HURRIED, 1000)).open(home);
        // When
        var calls = call(lane, 3);
        await().until(() -> count() > 9);
        aws.faults().healAll();
        // Then
        succeed(calls);
    }

    @Test
    void faultOfAwsThatStays_failsTheCallAfterSomeAttempts() {
        // Given
        aws.faults().failWith(home, "iam:*", 500, "ServiceFailure", "made up");
        var lane = lanes(HURRIED).open(home);
        // When
        var call = call(lane, 1).get(0);
        // Then
        assertThat(problem(call).kind()).isEqualTo(Kind.SERVICE_FAULT);
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void brokenConnection_isTriedAgain() {
        // Given
        aws.faults().cut(home, "iam:*");
        var lanes = lanes(HURRIED);
        // When
        var call = call(lanes.open(home), 1).get(0);
        // Then
        assertThat(problem(call).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(lanes.count(LIST_USERS, "unreachable")).isEqualTo(5);
    }

    @Test
    void deniedCall_failsAtOnce_andNamesThePermission() {
        // Given
        aws.faults().deny(home, "iam:ListUsers");
        var lanes = lanes(HURRIED);
        // When
        var call = call(lanes.open(home), 1).get(0);
        // Then
        assertThat(problem(call).reason()).isEqualTo("AccessDenied: iam:ListUsers");
        assertThat(lanes.count(LIST_USERS, "access-denied")).isEqualTo(1);
    }

    @Test
    void credentialsThatAwsTakesNoMore_areDropped_andTheRoleIsAssumedAnew() {
        // Given
        aws.account(ONE);
        var lane = lanes(HURRIED, ONE).open(ONE);
        succeed(call(lane, 1));
        aws.faults().failWith(ONE, "iam:*", 403, "ExpiredToken", "made up");
        // When
        var refused = problem(call(lane, 1).get(0));
        aws.faults().healAll();
        succeed(call(lane, 1));
        // Then
        assertThat(refused.kind()).isEqualTo(Kind.EXPIRED_CREDENTIALS);
        assertThat(aws.calls().count(ONE, "sts:AssumeRole")).isEqualTo(2);
    }

    @Test
    void requestThatIsBroken_failsItsCallOnly() {
        // Given
        var lane = lanes(HURRIED).open(home);
        // When
        var broken = lane.call(LIST_ACCESS_KEYS, (iam, credentials) -> {
            throw new IllegalStateException("made up");
        });
        // Then
        assertThat(problem(broken).kind()).isEqualTo(Kind.OTHER);
        succeed(call(lane, 10));
    }

    @Test
    void manyLanes_shareFewThreads() {
        // Given
        aws.faults().delay(home, "iam:*", Duration.ofMillis(20));
        var lanes = lanes(HURRIED);
        // When
        var calls = IntStream.range(0, 1000)
                .mapToObj(number -> lanes.open(home))
                .flatMap(lane -> call(lane, 2).stream())
                .toList();
        // Then
        await().until(() -> count() > 200);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("aws-call"))
                .hasSizeLessThanOrEqualTo(64);
        succeed(calls);
    }

    private LanesOfStandIn lanes(Pace pace, String... members) {
        var lanes = LanesOfStandIn.of(aws, pace, members);
        opened.add(lanes);
        return lanes;
    }

    private static List<CompletableFuture<ListUsersResponse>> call(Lane lane, int times) {
        return Stream.generate(() -> lane.call(
                        LIST_USERS,
                        (iam, credentials) -> iam.listUsers(ListUsersRequest.builder()
                                .overrideConfiguration(credentials)
                                .build())))
                .limit(times)
                .toList();
    }

    private static void succeed(List<? extends CompletableFuture<?>> calls) {
        calls.forEach(CompletableFuture::join);
    }

    private static AwsProblem problem(CompletableFuture<?> call) {
        var failed = new CompletableFuture<AwsProblem>();
        var unused = call.whenComplete((answer, failure) -> failed.complete(((AwsFailure) failure).problem()));
        return failed.join();
    }

    private int count() {
        return aws.calls().count("*", "iam:*");
    }

    private List<Instant> times() {
        return aws.calls().all().stream().map(Call::at).toList();
    }

    private static Pace slower(Pace pace, int requestsPerSecond) {
        return new Pace(
                requestsPerSecond,
                pace.inFlight(),
                pace.throttleBackoff(),
                pace.patience(),
                pace.attempts(),
                pace.retryBackoff());
    }

    private static Pace patient(Pace pace, Duration patience) {
        return new Pace(
                pace.requestsPerSecond(),
                pace.inFlight(),
                pace.throttleBackoff(),
                patience,
                pace.attempts(),
                pace.retryBackoff());
    }

    private static Pace retrying(Pace pace, int attempts) {
        return new Pace(
                pace.requestsPerSecond(),
                pace.inFlight(),
                pace.throttleBackoff(),
                pace.patience(),
                attempts,
                pace.retryBackoff());
    }
}
