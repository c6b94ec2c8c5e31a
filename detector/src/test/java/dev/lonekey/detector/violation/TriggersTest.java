package dev.lonekey.detector.violation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent.Account;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records and parts of snapshots tell of themselves. */
class TriggersTest {

    private static final String ACCOUNT = "111122223333";
    private static final Instant AS_OF = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant UNTIL = AS_OF.plusSeconds(31);
    private static final Instant NOW = AS_OF.plusSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "arn:aws-cn:iam::1:user/a,us-east-1,aws-cn",
        "arn:aws:iam::1:user/a,cn-north-1,aws",
        "arn:AWS:iam::1:user/a,cn-north-1,aws-cn",
        "urn:aws:iam::1:user/a,us-gov-west-1,aws-us-gov",
        "arn:aws,us-gov-west-1,aws-us-gov",
        "none,eu-central-1,aws"
    })
    void partition_isThatOfTheCallersArnElseOfTheRegion(String arn, String region, String partition)
            throws RejectedException {
        // When
        var trigger = CloudTrailTrigger.of(record("\"arn\":\"" + arn + "\"", region, "cli"), NOW);
        // Then
        assertThat(trigger.account()).isEqualTo(new Account(ACCOUNT, partition, Optional.empty()));
        assertThat(trigger.unusualPartition()).isEqualTo(Optional.of(partition).filter(told -> !told.equals("aws")));
    }

    @Test
    void record_tellsWhoDidWhatFromWhere() throws RejectedException {
        // When
        var trigger = CloudTrailTrigger.of(
                record("\"type\":\"IAMUser\",\"accessKeyId\":\"AKIAA\"", "us-east-1", "x".repeat(300)), NOW);
        // Then
        assertThat(trigger.cause())
                .isEqualTo(new Cause.CloudTrail(
                        Optional.of("id"),
                        "DeleteUser",
                        AS_OF,
                        new Cause.Actor(Optional.of("IAMUser"), Optional.empty(), Optional.of("AKIAA")),
                        Optional.of("203.0.113.7"),
                        Optional.of("x".repeat(256)),
                        Optional.of("us-east-1")));
    }

    @Test
    void parts_tellTheirSnapshotAndItsSpan() {
        var user = new SnapshotPart.User(
                "a", Optional.empty(), Optional.of("arn:aws-us-gov:iam::" + ACCOUNT + ":user/a"), List.of());
        var row = new SnapshotPart.Principal(false, Optional.of("arn:aws-cn:iam::" + ACCOUNT + ":user/a"), 0, 0, 0);
        assertTold(
                new SnapshotPart.Users("s", 1, ACCOUNT, AS_OF, UNTIL, List.of(user)),
                "aws-us-gov",
                Optional.of("s"),
                AS_OF,
                UNTIL);
        assertTold(
                new SnapshotPart.Root("s", 1, ACCOUNT, AS_OF, UNTIL, Optional.empty(), Optional.empty()),
                "aws",
                Optional.of("s"),
                AS_OF,
                UNTIL);
        assertTold(
                new SnapshotPart.Report("s", 1, ACCOUNT, AS_OF, List.of(row)),
                "aws-cn",
                Optional.of("s"),
                AS_OF.minus(MARGIN),
                AS_OF);
        assertTold(new SnapshotPart.Completed("s", 1, ACCOUNT, AS_OF, UNTIL, 1), "aws", Optional.of("s"), AS_OF, UNTIL);
        assertTold(new SnapshotPart.Failed("s", ACCOUNT, AS_OF, "why"), "aws", Optional.of("s"), AS_OF, AS_OF);
        assertTold(
                new SnapshotPart.Account(
                        ACCOUNT, AS_OF, AccountState.ACTIVE, Optional.empty(), Optional.empty(), Optional.empty()),
                "aws",
                Optional.empty(),
                AS_OF,
                AS_OF);
    }

    private static void assertTold(
            SnapshotPart part, String partition, Optional<String> snapshot, Instant asOf, Instant until) {
        var trigger = SnapshotTrigger.of(part, MARGIN, NOW);
        assertThat(trigger.account()).isEqualTo(new Account(ACCOUNT, partition, Optional.empty()));
        assertThat(trigger.cause()).isEqualTo(new Cause.Snapshot(snapshot, asOf, until));
    }

    private static CloudTrailRecord record(String caller, String region, String agent) throws RejectedException {
        var json = """
                {"eventID":"id","eventTime":"2026-03-01T10:00:00Z","eventSource":"iam.amazonaws.com",
                "eventName":"DeleteUser","recipientAccountId":"111122223333","sourceIPAddress":"203.0.113.7",
                "awsRegion":"%s","userAgent":"%s","userIdentity":{%s}}""".formatted(region, agent, caller);
        return CloudTrailRecord.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
