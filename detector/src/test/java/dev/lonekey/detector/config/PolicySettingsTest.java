package dev.lonekey.detector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.policy.ExceptionRule;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From settings in YAML to what is a violation, how bad, and what is put up with. */
class PolicySettingsTest {

    private static final String EXCEPTION = """
            exceptions:
              - account: 012345678901
                principal: "*-Migration"
                rule: iam-user-multiple-active-keys
                reason: the old tool takes two
                owner: platform@example.com
                expires: 2026-12-31
            """;

    @TempDir
    private Path folder;

    @Test
    void nothingSet_isThePolicyByDefault() throws IOException {
        assertThat(read("").policy()).isEqualTo(Policy.DEFAULT);
        assertThat(read("rules:\nroot:\nrotation-window:\nalert:\nexceptions:\n")
                        .policy())
                .isEqualTo(Policy.DEFAULT);
        assertThat(read("rules:\n  root-access-key-present:\nexceptions:\n  -\n")
                        .policy())
                .isEqualTo(Policy.DEFAULT);
    }

    @Test
    void alertOnBaseline_isNoPartOfThePolicy() throws IOException {
        // When
        var configuration = read("alert:\n  on-baseline: true\n");
        // Then what was judged before is not judged anew
        assertThat(configuration.alert().alertOnBaseline()).isTrue();
        assertThat(configuration.policy().fingerprint()).isEqualTo(Policy.DEFAULT.fingerprint());
        assertThat(read("").alert().alertOnBaseline()).isFalse();
    }

    @Test
    void everythingSet_isInThePolicy() throws IOException {
        // When
        var policy = read("""
                rules:
                  iam-user-multiple-active-keys:
                    severity: high
                  root-signing-certificate-present:
                    enabled: false
                root:
                  inactive-keys: ignore
                rotation-window: 7d
                alert:
                  max-age: 12h
                """ + EXCEPTION).policy();
        // Then
        assertThat(policy.rules().stream().map(Rule::settings))
                .isEqualTo(Rules.configured(
                                Set.of("root-signing-certificate-present"),
                                Map.of("iam-user-multiple-active-keys", Severity.HIGH),
                                true)
                        .stream()
                        .map(Rule::settings)
                        .toList());
        assertThat(policy.rotationWindow()).contains(Duration.ofDays(7));
        assertThat(policy.limits()).isEqualTo(Limits.DEFAULT.withAlertMaxAge(Duration.ofHours(12)));
        assertThat(policy.exceptions())
                .containsExactly(new ExceptionRule(
                        "012345678901",
                        "*-Migration",
                        "iam-user-multiple-active-keys",
                        "the old tool takes two",
                        "platform@example.com",
                        Instant.parse("2027-01-01T00:00:00Z")));
    }

    @Test
    void everyRule_canBeSet() throws IOException {
        for (var rule : Rules.ALL) {
            // When
            var policy = read("rules:\n  %s: {enabled: false}\n".formatted(rule.id()))
                    .policy();
            // Then
            assertThat(policy.rules()).doesNotContain(rule).hasSize(Rules.ALL.size() - 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-31, 2027-01-01T00:00:00Z",
        "2026-12-31T18:00:00Z, 2026-12-31T18:00:00Z",
        "2026-12-31T18:00:00+01:00, 2026-12-31T17:00:00Z"
    })
    void expiry_isADateThatEndsWithItsDayOrAnInstant(String written, Instant expires) throws IOException {
        // When
        var policy = read(EXCEPTION.replace("2026-12-31", written)).policy();
        // Then
        assertThat(policy.exceptions()).extracting(ExceptionRule::expiresAt).containsExactly(expires);
    }

    @Test
    void expiredException_isNoErrorButNamed() throws IOException {
        // Given
        var configuration = read(EXCEPTION);
        var end = Instant.parse("2027-01-01T00:00:00Z");
        // Then
        assertThat(configuration.expiredExceptions(end.minusSeconds(1))).isEmpty();
        assertThat(configuration.expiredExceptions(end))
                .hasToString("[the exception of iam-user-multiple-active-keys for *-Migration in account 012345678901"
                        + " (owner platform@example.com)]");
    }

    @Test
    void unknownRule_isRefusedWithLineAndNearest() {
        refuses(
                "topics: {}\nrules:\n  root-acess-key-present:\n    enabled: false\n",
                "line 3: \"rules.root-acess-key-present\" is refused: unknown rule \"root-acess-key-present\";"
                        + " did you mean \"root-access-key-present\"?");
        refuses(
                EXCEPTION.replace("multiple-active", "multiple-activ"),
                "line 2: \"exceptions\" is refused: unknown rule \"iam-user-multiple-activ-keys\";"
                        + " did you mean \"iam-user-multiple-active-keys\"?");
        refuses("rules:\n  x: {}\n", "line 2: ", "the rules are iam-user-multiple-active-keys, root-access-key-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "principal", "rule", "reason", "owner", "expires"})
    void incompleteException_isRefusedWithWhatIsMissing(String part) {
        // Given
        var lines = EXCEPTION.lines().toList();
        var without = lines.stream()
                .map(line -> line.replaceFirst(part + ": .*", part + ":"))
                .toList();
        // Then
        refuses(
                String.join("\n", without),
                "line 2: \"exceptions\" is refused: an exception without " + part + "; it needs account, ");
    }

    @Test
    void unknownSettings_areRefusedWithTheNearest() {
        refuses(
                "rotaton-window: 7d\n",
                "line 1: unknown setting \"rotaton-window\"; did you mean \"rotation-window\"?");
        refuses("root:\n  inactive-key: ignore\n", "line 2: ", "did you mean \"inactive-keys\"?");
        refuses("alert:\n  maxage: 1d\n", "line 2: ", "did you mean \"max-age\"?");
        refuses("rules:\n  root-access-key-present:\n    enable: false\n", "line 3: ", "did you mean \"enabled\"?");
        refuses(EXCEPTION.replace("owner", "ownr"), "line 2: ", "an exception without owner");
        refuses(EXCEPTION + "    expiry: 1\n", "line 8: ", "did you mean \"expires\"?");
    }

    @Test
    void settingWrittenWithADot_isShownHowToBeWritten() {
        refuses(
                "root.inactive-keys: ignore\n",
                "line 1: unknown setting \"root.inactive-keys\"; write \"inactive-keys\" indented below \"root:\"");
    }

    @Test
    void wrongValues_areRefusedWithLineAndWhatIsTaken() {
        var duration = " takes a number with its unit, as in 7d, 12h, 30m or 90s";
        for (var value : List.of("7", "P7D", "1.5d", "-1d", "0d", "soon", "[]")) {
            refuses("rotation-window: " + value + "\n", "line 1: \"rotation-window\"" + duration);
        }
        refuses("alert:\n  max-age: 0h\n", "line 2: \"alert.max-age\"" + duration);
        refuses("rotation-window: 91d\n", "line 1: \"rotation-window\" is refused: it is at most 90d");
        refuses("root:\n  inactive-keys: maybe\n", "line 2: \"root.inactive-keys\" takes violation or ignore");
        refuses(
                "rules:\n  root-access-key-present:\n    severity: WORST\n",
                "line 3: \"rules.root-access-key-present.severity\" takes LOW or MEDIUM or HIGH or CRITICAL");
        refuses(
                "rules:\n  root-access-key-present:\n    enabled: perhaps\n",
                "line 3: \"rules.root-access-key-present.enabled\" takes true or false");
        refuses("exceptions: {}\n", "line 1: \"exceptions\" takes a list as in \"- name: value\"");
        refuses(
                EXCEPTION.replace("2026-12-31", "31.12.2026"),
                "line 7: \"exceptions.expires\" takes a date, which ends with its day in UTC");
        refuses(EXCEPTION.replace("2026-12-31", "2026-02-30"), "line 7: \"exceptions.expires\" takes a date");
    }

    @Test
    void exceptionThatCouldNeverApply_isRefused() {
        refuses(
                EXCEPTION.replace("iam-user-multiple-active-keys", "root-access-key-present"),
                "\"*-Migration\" never breaks root-access-key-present: the root user is \"<root>\"");
        refuses(
                EXCEPTION.replace("\"*-Migration\"", "<root>"),
                "\"<root>\" never breaks iam-user-multiple-active-keys");
    }

    @Test
    void starWithoutQuotes_isRefusedWithTheMend() {
        refuses(
                EXCEPTION.replace("\"*-Migration\"", "*-Migration"),
                "line 3: ",
                "put a value that begins with * in quotes");
    }

    private DetectorConfiguration read(String yaml) throws IOException {
        return ConfigurationFile.read(
                Files.writeString(folder.resolve("lonekey.yml"), yaml), DetectorConfiguration.class, Map.of());
    }

    private void refuses(String yaml, String... parts) {
        assertThatThrownBy(() -> read(yaml))
                .as(yaml)
                .isInstanceOf(Failure.class)
                .message()
                .startsWith(folder.resolve("lonekey.yml") + " line ")
                .hasLineCount(1)
                .contains(parts);
    }
}
