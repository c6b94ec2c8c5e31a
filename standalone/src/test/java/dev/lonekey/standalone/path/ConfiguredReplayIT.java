package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is configured about rules, rotation and exceptions shows in what {@code lonekey replay -c FILE} prints. */
class ConfiguredReplayIT {

    private static final String USERS = "iam-user-multiple-active-keys";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @BeforeEach
    void aliceWithAnOldSecondKeyBobWithANewOneAndRootWithAnInactive() throws IOException {
        Trail.file(
                folder.resolve("a.json"),
                Trail.keyCreated("alice", "AKIAALICEKEY1EXAMPLE", now.minus(Duration.ofDays(30))),
                Trail.keyCreated("alice", "AKIAALICEKEY2EXAMPLE", now.minus(Duration.ofDays(20))),
                Trail.keyCreated("bob", "AKIABOBSKEY01EXAMPLE", now.minus(Duration.ofDays(30))),
                Trail.keyCreated("bob", "AKIABOBSKEY02EXAMPLE", now.minus(Duration.ofHours(2))),
                Trail.rootKeyDeactivated("AKIAROOTKEY01EXAMPLE", now.minus(Duration.ofHours(3))));
    }

    @Test
    void nothingConfigured_everythingIsAsTheRulesSay() throws IOException {
        // When
        var run = replay("");
        // Then
        assertThat(severities(run))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("alice", Severity.MEDIUM, "bob", Severity.MEDIUM, "root", Severity.HIGH));
    }

    @Test
    void configured_itIsAsTheFileSays() throws IOException {
        // When
        var run = replay("""
                rules:
                  %s:
                    severity: HIGH
                root:
                  inactive-keys: ignore
                rotation-window: 7d
                alert:
                  max-age: 1h
                exceptions:
                  - account: "1111*"
                    principal: alice
                    rule: %s
                    reason: the old tool takes two
                    owner: platform@example.com
                    expires: %s
                """.formatted(USERS, USERS, now.plus(Duration.ofDays(1))));
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(severities(run))
                .containsExactlyInAnyOrderEntriesOf(Map.of("alice", Severity.HIGH, "bob", Severity.LOW));
        assertThat(events(run)).allSatisfy(event -> {
            var isAlice = event.principal().name().equals("alice");
            assertThat(event.exception().isPresent()).isEqualTo(isAlice);
            assertThat(event.rotationEndsAt()).isPresent();
            assertThat(event.discovery()).isEqualTo(Discovery.LATE);
        });
    }

    @Test
    void ruleSwitchedOff_opensNothing() throws IOException {
        // When
        var run = replay(
                "rules:\n  %s: {enabled: false}\n  root-access-key-present: {enabled: false}\n".formatted(USERS));
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void expiredException_isSaidInOneLineAndExceptsNothing() throws IOException {
        // Given
        var logger = (Logger) LoggerFactory.getLogger(Pipeline.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        // When
        var run = replay("""
                exceptions:
                  - {account: "*", principal: "*", rule: "*", reason: migration, owner: platform, expires: 2026-01-31}
                """);
        logger.detachAppender(lines);
        // Then
        assertThat(events(run))
                .allSatisfy(event -> assertThat(event.exception()).isEmpty());
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .isEqualTo("the exception of * for * in account * (owner platform) expired at 2026-02-01T00:00:00Z"
                            + " and excepts nothing any more; renew or remove it");
        });
    }

    @Test
    void table_saysWhatIsExceptedAndWhatMayBeARotation() throws IOException {
        // When
        var run = replay("table", """
                rotation-window: 7d
                exceptions:
                  - {account: "*", principal: a*, rule: "*", reason: migration, owner: platform, expires: %s}
                """.formatted(now.plus(Duration.ofDays(1))));
        // Then
        assertThat(run.outLines().stream().map(String::strip))
                .anyMatch(line -> line.matches("except +until .* UTC: migration \\(platform\\)"))
                .anyMatch(line -> line.matches("rotate +taken for a rotation until .* UTC"));
    }

    private CommandLine replay(String yaml) throws IOException {
        return replay("jsonl", yaml);
    }

    private CommandLine replay(String output, String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("lonekey.yml"), yaml);
        return lonekey(
                "replay",
                "-c",
                file.toString(),
                "--output",
                output,
                folder.resolve("a.json").toString());
    }

    private static List<ViolationEvent> events(CommandLine run) {
        return run.outLines().stream()
                .map(line -> ViolationEvent.fromJson(line.getBytes(UTF_8)))
                .toList();
    }

    /** Of what was published last of each. */
    private static Map<String, Severity> severities(CommandLine run) {
        return events(run).stream()
                .collect(Collectors.toMap(
                        event -> event.principal().name(), ViolationEvent::severity, (one, next) -> next));
    }
}
