package dev.lonekey.detector.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.detector.oracle.Disorder;
import dev.lonekey.detector.oracle.Input;
import dev.lonekey.detector.oracle.RandomHistory;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Javadoc of the meters says of their numbers, with whatever is told in whatever order. */
class MeterRelationsTest {

    private static final int HISTORIES = 24;
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private long records;

    @Test
    void numbers_areAsTheirJavadocSays() throws RejectedException {
        var reopenedAny = 0L;
        var correctedAny = 0L;
        var retractedAny = 0L;
        var ownerlessAny = 0L;
        for (var seed = 0L; seed < HISTORIES; seed++) {
            // Given
            records = 0;
            var random = new Random(seed);
            try (var detector = new DetectorOnTestDriver(
                    folder.resolve(Long.toString(seed)),
                    seed % 2 == 0 ? Policy.WITHOUT_HORIZON : Policy.DEFAULT,
                    NOW)) {
                // When
                for (var input : inputs(seed)) {
                    tell(detector, input);
                    if (random.nextInt(10) == 0) {
                        nonsense(detector, random);
                    }
                    if (random.nextInt(100) == 0) {
                        detector.restart();
                    }
                }
                forgetEverything(detector, seed);
                // Then
                var told = "seed " + seed;
                assertThat(kinds(detector)).as(told).isEqualTo(records);
                assertThat(reasons(detector))
                        .as(told)
                        .isEqualTo(detector.deadLetters().size())
                        .isEqualTo(kind(detector, "rejected") + rejected(detector, RejectReason.NO_OWNER));
                ownerlessAny += rejected(detector, RejectReason.NO_OWNER);
                for (var rule : Rules.ALL) {
                    assertThat(steps(detector, rule, "opened")
                                    + steps(detector, rule, "reopened")
                                    - steps(detector, rule, "resolved")
                                    - steps(detector, rule, "retracted"))
                            .as(told + " " + rule.id())
                            .isEqualTo(open(detector, rule));
                    reopenedAny += steps(detector, rule, "reopened");
                    correctedAny += steps(detector, rule, "corrected");
                    retractedAny += steps(detector, rule, "retracted");
                    assertThat(allSteps(detector, rule))
                            .as(told + " " + rule.id())
                            .isEqualTo(events(detector, rule));
                }
                assertThat((long) detector.counted("lonekey.drift.keys"))
                        .as(told)
                        .isEqualTo(detector.accounts().stream()
                                .mapToLong(account -> account.drift())
                                .sum());
            }
        }
        assertThat(List.of(reopenedAny, correctedAny, retractedAny, ownerlessAny))
                .allMatch(number -> number > 0);
    }

    private static List<Input> inputs(long seed) {
        var inputs = new ArrayList<>(RandomHistory.of(seed).inputs());
        inputs.addAll(inputs.subList(0, inputs.size() / 4)); // as some sources do
        return Disorder.shuffled(inputs, seed);
    }

    private void tell(DetectorOnTestDriver detector, Input input) throws RejectedException {
        records++;
        if (input.kind() == Input.Kind.SNAPSHOT) {
            detector.tell(SnapshotPart.parse(input.json()));
        } else {
            detector.tell(CloudTrailRecord.parse(input.json()).account(), input.json());
        }
    }

    private void nonsense(DetectorOnTestDriver detector, Random random) {
        records++;
        switch (random.nextInt(5)) {
            case 0 -> detector.tellSnapshot(Trail.ACCOUNT, Trail.bytes("nonsense"));
            case 1 -> detector.tell("444455556666", Trail.createAccessKey("eve", "AKIAIOSFODNN7EXAMPLE", 1));
            case 2 -> detector.tell(Trail.ACCOUNT, Trail.bytes("{\"eventName\":\"ListUsers\"}"));
            case 3 ->
                detector.tell(
                        Trail.ACCOUNT,
                        Trail.bytes(Trail.record("iam.amazonaws.com", "DeleteUser", Trail.ACCOUNT, "soon", "\"x\":1")));
            default -> detector.tell(Trail.ACCOUNT, ownerless(random.nextInt(1_000)));
        }
    }

    /** Of a key whose user nothing tells. */
    private static byte[] ownerless(int number) {
        return Trail.bytes(Trail.record("UpdateAccessKey", number, """
                "requestParameters":{"accessKeyId":"AKIA%012dEXAM","status":"Inactive"},"responseElements":null""".formatted(number)));
    }

    /** Moves the horizon past everything, so that what waits for its owner is given up. */
    private void forgetEverything(DetectorOnTestDriver detector, long seed) {
        if (seed % 2 == 1) {
            records++;
            var late = NOW.minus(Duration.ofDays(1));
            detector.tell(new SnapshotPart.Completed("late", 0, Trail.ACCOUNT, late, late.plusSeconds(31), 0));
            detector.passTo(NOW, 100);
        }
    }

    private static long kinds(DetectorOnTestDriver detector) {
        return Stream.of("used", "denied", "ignored", "duplicate", "too-late", "rejected")
                .mapToLong(kind -> kind(detector, kind))
                .sum();
    }

    private static long kind(DetectorOnTestDriver detector, String kind) {
        return (long) detector.counted("lonekey.detector.input", "kind", kind);
    }

    private static long reasons(DetectorOnTestDriver detector) {
        return Stream.of(RejectReason.values())
                .mapToLong(reason -> rejected(detector, reason))
                .sum();
    }

    private static long rejected(DetectorOnTestDriver detector, RejectReason reason) {
        return (long) detector.counted("lonekey.detector.rejected", "reason", reason.code());
    }

    private static long steps(DetectorOnTestDriver detector, Rule rule, String type) {
        return Stream.of(Severity.values())
                .mapToLong(severity -> (long) detector.counted(
                        "lonekey.violations.events",
                        "type",
                        type,
                        "rule",
                        rule.id(),
                        "severity",
                        severity.name().toLowerCase(Locale.ROOT)))
                .sum();
    }

    private static long allSteps(DetectorOnTestDriver detector, Rule rule) {
        return Stream.of("opened", "reopened", "updated", "resolved", "retracted", "corrected")
                .mapToLong(type -> steps(detector, rule, type))
                .sum();
    }

    private static long open(DetectorOnTestDriver detector, Rule rule) {
        return detector.current().values().stream()
                .flatMap(Optional::stream)
                .filter(event -> event.type() != EventType.RESOLVED)
                .filter(event -> isOf(event, rule))
                .count();
    }

    private static long events(DetectorOnTestDriver detector, Rule rule) {
        return detector.events().stream().filter(event -> isOf(event, rule)).count();
    }

    private static boolean isOf(ViolationEvent event, Rule rule) {
        return event.rule().id().equals(rule.id());
    }
}
