package dev.lonekey.detector.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.account.TrailStatus.Loss;
import dev.lonekey.contract.account.TrailStatus.State;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.detector.fact.CloudTrailFacts;
import dev.lonekey.detector.fact.Reading;
import dev.lonekey.detector.fact.Reading.Remark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was done to an account's trails, as its status tells it, in whatever order and however often it comes. */
class TrailsTest {

    private static final Instant START = Told.time(0);
    private static final Instant LATER = Instant.parse("2027-03-01T10:00:00Z");
    private static final String ARN = "arn:aws:cloudtrail:us-east-1:111122223333:trail/audit";
    private static final String AUDIT = "\"name\":\"audit\"";
    private static final String SELECTORS = "\"trailName\":\"audit\",\"eventSelectors\":";
    private static final String ADVANCED = "\"trailName\":\"audit\",\"advancedEventSelectors\":";
    private static final String NOTHING = "[{\"readWriteType\":\"ReadOnly\",\"includeManagementEvents\":false}]";
    private static final String ALL = "[{\"readWriteType\":\"All\",\"includeManagementEvents\":true}]";

    private int count;

    @Test
    void stoppedTrail_isToldWithWhoAndWhereFrom() throws RejectedException {
        // When
        var trails = told(call("StopLogging", 10, AUDIT));
        // Then
        assertThat(trails).singleElement().satisfies(trail -> {
            assertThat(trail.name()).isEqualTo("audit");
            assertThat(trail.region()).isEqualTo("us-east-1");
            assertThat(trail.owner()).isEmpty();
            assertThat(trail.state()).isEqualTo(State.STOPPED);
            assertThat(trail.change())
                    .isEqualTo(new TrailStatus.Change(
                            "StopLogging",
                            Optional.of("event-1"),
                            START.plusSeconds(10),
                            Optional.of("arn:aws:iam::111122223333:user/mallory"),
                            Optional.of("203.0.113.7")));
            assertThat(trail.undoneBy()).isEmpty();
        });
    }

    @Test
    void startedTrail_isRestored() throws RejectedException {
        // When
        var trails = told(call("StopLogging", 10, "\"name\":\"" + ARN + "\""), call("StartLogging", 20, AUDIT));
        // Then
        assertThat(trails).singleElement().satisfies(trail -> {
            assertThat(trail.state()).isEqualTo(State.RESTORED);
            assertThat(trail.change().eventName()).isEqualTo("StopLogging");
            assertThat(trail.undoneBy().orElseThrow().eventName()).isEqualTo("StartLogging");
        });
    }

    @Test
    void startedInTheSecondOfItsStop_countsAsStopped() throws RejectedException {
        assertThat(states(call("StopLogging", 10, AUDIT), call("StartLogging", 10, AUDIT)))
                .containsExactly(State.STOPPED);
    }

    @Test
    void deletedTrail_isRestoredByANewOneThatIsStarted_notByOneThatIsOnlyMade() throws RejectedException {
        var deletion = call("DeleteTrail", 10, AUDIT);
        var creation = call("CreateTrail", 20, AUDIT + ",\"isMultiRegionTrail\":true");
        assertThat(states(deletion)).containsExactly(State.DELETED);
        assertThat(states(deletion, creation)).containsExactly(State.STOPPED);
        assertThat(states(deletion, creation, call("StartLogging", 30, AUDIT))).containsExactly(State.RESTORED);
    }

    @Test
    void newTrail_isNoNews() throws RejectedException {
        assertThat(states(
                        call("CreateTrail", 10, AUDIT),
                        call("PutEventSelectors", 11, SELECTORS + NOTHING),
                        call("StartLogging", 12, AUDIT)))
                .isEmpty();
    }

    @Test
    void newTrail_thatIsReducedLater_isReduced() throws RejectedException {
        assertThat(states(
                        call("CreateTrail", 10, AUDIT),
                        call("StartLogging", 12, AUDIT),
                        call("PutEventSelectors", 3_600, SELECTORS + NOTHING)))
                .containsExactly(State.REDUCED);
    }

    @Test
    void trailThatIsMadeAnewWithLess_isReduced() throws RejectedException {
        assertThat(states(
                        call("DeleteTrail", 10, AUDIT),
                        call(
                                "CreateTrail",
                                20,
                                AUDIT + ",\"isMultiRegionTrail\":true,\"includeGlobalServiceEvents\":false"),
                        call("StartLogging", 30, AUDIT)))
                .containsExactly(State.REDUCED);
    }

    @Test
    void trailThatIsMadeAnewForOneRegion_isReduced() throws RejectedException {
        assertThat(told(
                        call("DeleteTrail", 10, AUDIT),
                        call("CreateTrail", 20, AUDIT),
                        call("StartLogging", 30, AUDIT)))
                .singleElement()
                .satisfies(trail -> assertThat(trail.losses()).containsExactly(Loss.OTHER_REGIONS));
    }

    @Test
    void trailsMadeInSight_pushNoneOut_thatWasThereBefore() throws RejectedException {
        // Given
        var calls = new ArrayList<Reading>();
        calls.add(call("StopLogging", 10, AUDIT));
        for (int other = 0; other < 17; other++) {
            var name = "\"name\":\"other-%02d\"".formatted(other);
            calls.add(call("CreateTrail", 20 + other, name));
            calls.add(call("StopLogging", 60 + other, name));
        }
        for (int other = 0; other < 17; other++) {
            calls.add(call("StartLogging", 100 + other, "\"name\":\"other-%02d\"".formatted(other)));
        }
        // Then
        assertThat(told(calls.toArray(Reading[]::new)))
                .filteredOn(trail -> trail.state() == State.STOPPED)
                .extracting(TrailStatus::name)
                .containsExactly("audit");
    }

    @Test
    void reductionBeforeADeletion_isOver() throws RejectedException {
        assertThat(states(
                        call("PutEventSelectors", 5, SELECTORS + NOTHING),
                        call("DeleteTrail", 10, AUDIT),
                        call("StartLogging", 30, AUDIT)))
                .containsExactly(State.RESTORED);
    }

    @Test
    void severalReductions_areAllTold_andEndOneByOne() throws RejectedException {
        // Given
        var narrowed = call("UpdateTrail", 10, AUDIT + ",\"isMultiRegionTrail\":false,\"isOrganizationTrail\":false");
        var blinded = call("UpdateTrail", 20, AUDIT + ",\"includeGlobalServiceEvents\":false");
        var widened = call("UpdateTrail", 30, AUDIT + ",\"isMultiRegionTrail\":true,\"isOrganizationTrail\":true");
        var healed = call("UpdateTrail", 40, AUDIT + ",\"includeGlobalServiceEvents\":true");
        // Then
        assertThat(told(narrowed, blinded)).singleElement().satisfies(trail -> {
            assertThat(trail.state()).isEqualTo(State.REDUCED);
            assertThat(trail.losses()).containsExactly(Loss.OTHER_REGIONS, Loss.GLOBAL_SERVICES, Loss.OTHER_ACCOUNTS);
            assertThat(trail.change().at()).isEqualTo(START.plusSeconds(20));
        });
        assertThat(told(narrowed, blinded, widened)).singleElement().satisfies(trail -> assertThat(trail.losses())
                .containsExactly(Loss.GLOBAL_SERVICES));
        assertThat(states(narrowed, blinded, widened, healed)).containsExactly(State.RESTORED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"includeManagementEvents":false}]                                                                                | REDUCED
            [{"readWriteType":"ReadOnly"}]                                                                                     | REDUCED
            [{"readWriteType":"ReadOnly"},{"readWriteType":"WriteOnly"}]                                                       | CHANGED
            [{"readWriteType":"All","includeManagementEvents":true,"excludeManagementEventSources":["kms.amazonaws.com"]}]     | CHANGED
            [{}]                                                                                                               | CHANGED
            []                                                                                                                 | CHANGED
            "odd"                                                                                                              | CHANGED
            """)
    void selectors_reduceWhereTheyLetNoKeyThrough(String selectors, State state) throws RejectedException {
        assertThat(states(call("PutEventSelectors", 10, SELECTORS + selectors))).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"field":"eventCategory","equals":["Management"]}                                                                                    | CHANGED
            {"field":"eventCategory","equals":["Management"]},{"field":"readOnly","equals":["false"]}                                            | CHANGED
            {"field":"eventCategory","equals":["Management"]},{"field":"readOnly","equals":["true"]}                                             | REDUCED
            {"field":"eventCategory","equals":["Management"]},{"field":"eventSource","notEquals":["kms.amazonaws.com"]}                          | CHANGED
            {"field":"eventCategory","equals":["Management"]},{"field":"eventSource","notEquals":["kms.amazonaws.com","iam.amazonaws.com"]}      | REDUCED
            {"field":"eventCategory","equals":["Management"]},{"field":"eventSource","startsWith":["ec2"]}                                       | REDUCED
            {"field":"eventCategory","equals":["Management"]},{"field":"userIdentity.arn","notEquals":["arn:aws:iam::111122223333:user/mallory"]} | REDUCED
            {"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::S3::Object"]}                                  | REDUCED
            """)
    void advancedSelectors_reduceWhereTheyLetNoKeyThrough(String fields, State state) throws RejectedException {
        assertThat(states(call("PutEventSelectors", 10, ADVANCED + "[{\"fieldSelectors\":[" + fields + "]}]")))
                .containsExactly(state);
    }

    @Test
    void selectorsThatLetAllThroughAgain_restore() throws RejectedException {
        assertThat(states(
                        call("PutEventSelectors", 10, SELECTORS + NOTHING),
                        call("PutEventSelectors", 20, SELECTORS + ALL)))
                .containsExactly(State.RESTORED);
    }

    @Test
    void anotherBucket_isAChange() throws RejectedException {
        assertThat(states(call("UpdateTrail", 10, AUDIT + ",\"s3BucketName\":\"elsewhere\"")))
                .containsExactly(State.CHANGED);
    }

    @Test
    void deniedCall_changesNothing_andIsRemarked() throws RejectedException {
        // When
        var denied = read("StopLogging", 10, "null", ",\"errorCode\":\"AccessDenied\"");
        var missed = read("StopLogging", 20, "{" + AUDIT + "}", ",\"errorCode\":\"TrailNotFoundException\"");
        // Then
        assertThat(denied.remarks()).containsExactly(Remark.TRAIL_CALL_DENIED);
        assertThat(missed.remarks()).containsExactly(Remark.TRAIL_CALL_FAILED);
        assertThat(denied.trail()).isEmpty();
        assertThat(missed.trail()).isEmpty();
    }

    @Test
    void callWithoutATrail_isRefused() {
        assertThatThrownBy(() -> read("StopLogging", 10, "{\"name\":7}", ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("names no trail");
    }

    @Test
    void organizationsTrail_isTheManagementAccounts_whoeverChangedIt() throws RejectedException {
        // Given
        var arn = "arn:aws:cloudtrail:eu-central-1:999988887777:trail/org";
        // When
        var trails = told(call("StopLogging", 10, "\"name\":\"" + arn + "\""));
        // Then
        assertThat(trails).singleElement().satisfies(trail -> {
            assertThat(trail.name()).isEqualTo("org");
            assertThat(trail.region()).isEqualTo("eu-central-1");
            assertThat(trail.owner()).contains("999988887777");
        });
    }

    @Test
    void longTexts_areCut() throws RejectedException {
        // When
        var trails = told(call("StopLogging", 10, "\"name\":\"" + "x".repeat(5_000) + "\""));
        // Then
        assertThat(trails).singleElement().satisfies(trail -> assertThat(trail.name())
                .hasSize(256));
    }

    @Test
    void floodOfTrails_leavesStateBounded_andTheStoppedOneTold() throws RejectedException {
        // Given
        var account = new InMemoryAccount();
        tell(account, call("StopLogging", 1, AUDIT));
        // When
        for (var number = 0; number < 2_000; number++) {
            tell(account, call("CreateTrail", 10 + number, "\"name\":\"" + "y".repeat(240) + number + "\""));
        }
        // Then
        assertThat(account.largestEntry()).isLessThan(64 * 1024);
        assertThat(account.status().trails()).extracting(TrailStatus::name).containsExactly("audit");
        // When they are stopped, too
        for (var number = 0; number < 2_000; number++) {
            tell(account, call("StopLogging", 5_000 + number, "\"name\":\"" + "y".repeat(240) + number + "\""));
        }
        // Then
        assertThat(account.status().trails()).hasSize(16);
        assertThat(account.largestEntry()).isLessThan(64 * 1024);
    }

    @Test
    void whatIsOlderThanTheHorizon_isForgotten() throws RejectedException {
        // Given
        var account = new InMemoryAccount();
        tell(account, call("StopLogging", 0, AUDIT));
        // When
        Told.everybody(Duration.ofDays(91).toSeconds()).forEach(account::tell);
        // Then
        assertThat(account.status().trails()).isEmpty();
        // When it comes once more
        tell(account, call("StopLogging", 0, AUDIT));
        // Then
        assertThat(account.status().trails()).isEmpty();
        assertThat(account.tooLate()).isEqualTo(1);
    }

    @Test
    void inAnyOrder_andTwice_itIsTheSame() throws RejectedException {
        var random = new Random(7);
        for (var story = 0; story < 200; story++) {
            // Given
            var calls = new ArrayList<Reading>();
            for (var number = 0; number < 1 + random.nextInt(9); number++) {
                calls.add(anyCall(random));
            }
            var expected = told(calls.toArray(Reading[]::new));
            for (var order = 0; order < 10; order++) {
                // When
                var shuffled = new ArrayList<>(calls);
                random.ints(3, 0, calls.size()).forEach(index -> shuffled.add(calls.get(index)));
                Collections.shuffle(shuffled, random);
                // Then
                assertThat(told(shuffled.toArray(Reading[]::new)))
                        .as("told as %s", shuffled)
                        .isEqualTo(expected);
            }
        }
    }

    private Reading anyCall(Random random) throws RejectedException {
        var at = random.nextInt(5);
        return switch (random.nextInt(9)) {
            case 0 -> call("StopLogging", at, AUDIT);
            case 1 -> call("StartLogging", at, "\"name\":\"" + ARN + "\"");
            case 2 -> call("DeleteTrail", at, AUDIT);
            case 3 -> call("CreateTrail", at, AUDIT);
            case 4 -> call("PutEventSelectors", at, SELECTORS + NOTHING);
            case 5 -> call("PutEventSelectors", at, SELECTORS + ALL);
            case 6 -> call("UpdateTrail", at, AUDIT + ",\"isMultiRegionTrail\":" + random.nextBoolean());
            case 7 -> call("UpdateTrail", at, AUDIT);
            default -> call("StopLogging", at, "\"name\":\"other\"");
        };
    }

    private List<State> states(Reading... calls) {
        return told(calls).stream().map(TrailStatus::state).toList();
    }

    private List<TrailStatus> told(Reading... calls) {
        var account = new InMemoryAccount();
        for (var call : calls) {
            tell(account, call);
        }
        return account.status().trails();
    }

    private static void tell(InMemoryAccount account, Reading call) {
        account.tell(call, call.trail().orElseThrow().change().at());
    }

    private Reading call(String event, long second, String asked) throws RejectedException {
        return read(event, second, "{" + asked + "}", "");
    }

    private Reading read(String event, long second, String asked, String more) throws RejectedException {
        count++;
        var record = """
                {"eventVersion":"1.09","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/mallory",
                "accountId":"111122223333","userName":"mallory"},"eventTime":"%s","eventSource":"cloudtrail.amazonaws.com",
                "eventName":"%s","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.7","userAgent":"aws-cli/2.15.0",
                "requestParameters":%s,"responseElements":null,"eventID":"event-%d","recipientAccountId":"111122223333"%s}""".formatted(START.plusSeconds(second), event, asked, count, more);
        return CloudTrailFacts.read(CloudTrailRecord.parse(record.getBytes(StandardCharsets.UTF_8)), LATER);
    }
}
