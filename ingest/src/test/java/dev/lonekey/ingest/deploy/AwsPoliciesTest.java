package dev.lonekey.ingest.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.ingest.aws.CloudTrailAction;
import dev.lonekey.ingest.aws.IamAction;
import dev.lonekey.ingest.aws.MemberAction;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the three tellings of {@code deploy/aws} together, and to the events that travel. */
class AwsPoliciesTest {

    private static final Set<String> EVENT_NAMES =
            Stream.of(EventName.values()).map(EventName::text).collect(toSet());
    private static final Set<String> EVENT_SOURCES =
            Stream.of(EventName.values()).map(EventName::source).collect(toSet());

    /** What EventBridge calls those: {@code aws.iam} for {@code iam.amazonaws.com}. */
    private static final Set<String> SOURCES = EVENT_SOURCES.stream()
            .map(source -> "aws." + source.substring(0, source.indexOf('.')))
            .collect(toSet());

    @ParameterizedTest
    @CsvSource({"central.yml, Rule", "member.yml, ForwardRule"})
    void rulesOfTemplates_forwardTheEventsThatTravel(String template, String rule) {
        assertThat(DeployedPolicies.patternInTemplate(template, rule, "detail/eventName"))
                .isEqualTo(EVENT_NAMES);
        assertThat(DeployedPolicies.patternInTemplate(template, rule, "detail/eventSource"))
                .isEqualTo(EVENT_SOURCES);
        assertThat(DeployedPolicies.patternInTemplate(template, rule, "source")).isEqualTo(SOURCES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"central", "member"})
    void rulesOfModules_forwardTheEventsThatTravel(String module) {
        assertThat(DeployedPolicies.patternInModule(module, "eventName")).isEqualTo(EVENT_NAMES);
        assertThat(DeployedPolicies.patternInModule(module, "eventSource")).isEqualTo(EVENT_SOURCES);
        assertThat(DeployedPolicies.patternInModule(module, "source")).isEqualTo(SOURCES);
    }

    @ParameterizedTest
    @CsvSource({
        "member-role.json, member.yml, MemberRole, member, member",
        "ingest.json, central.yml, IngestPolicy, central, ingest",
        "ingest-queue-key.json, central.yml, IngestQueueKeyPolicy, central, ingest_queue_key",
        "ingest-trail.json, central.yml, IngestTrailPolicy, central, ingest_trail"
    })
    void policyTemplateAndModule_allowTheSame(
            String policy, String template, String resource, String module, String document) {
        // Given
        var allowed = DeployedPolicies.inPolicy(policy);
        // Then
        assertThat(allowed).isNotEmpty();
        assertThat(DeployedPolicies.inTemplate(template, resource)).isEqualTo(allowed);
        assertThat(DeployedPolicies.inModule(module, document)).isEqualTo(allowed);
    }

    @Test
    void noAction_isAPattern() {
        assertThat(DeployedPolicies.memberActions()).noneMatch(action -> action.contains("*"));
        assertThat(DeployedPolicies.ingestActions()).noneMatch(action -> action.contains("*"));
    }

    @Test
    void memberRole_allowsWhatIsCalledInAccounts_andNothingElse() {
        // Given
        var called = Stream.<MemberAction<?>[]>of(IamAction.values(), CloudTrailAction.values())
                .flatMap(Stream::of)
                .map(MemberAction::permission)
                .collect(toSet());
        // Then
        assertThat(DeployedPolicies.memberActions()).isEqualTo(called);
    }

    @Test
    void organizationDelegates_whatIngestListsThere() {
        // Given
        var listed = DeployedPolicies.ingestActions().stream()
                .filter(action -> action.startsWith("organizations:"))
                .collect(toSet());
        // Then
        assertThat(DeployedPolicies.inPolicy("organization-delegation.json"))
                .containsOnlyKeys("LonekeyListsAccounts")
                .containsValue(listed);
    }

    @Test
    void templates_passCfnLint(@TempDir Path folder) throws Exception {
        // Given
        assumeInstalled("cfn-lint");
        var templates = DeployedPolicies.folder().resolve("cloudformation");
        // When
        var ran = run(
                folder,
                "cfn-lint",
                templates.resolve("central.yml").toString(),
                templates.resolve("member.yml").toString());
        // Then
        assertThat(ran.status()).as(ran.output()).isZero();
    }

    @Test
    void modules_areFormatted(@TempDir Path folder) throws Exception {
        // Given
        assumeInstalled("terraform");
        // When
        var ran = run(
                folder,
                "terraform",
                "fmt",
                "-check",
                "-recursive",
                DeployedPolicies.folder().resolve("terraform").toString());
        // Then
        assertThat(ran.status()).as(ran.output()).isZero();
    }

    private record Run(int status, String output) {}

    private static Run run(Path folder, String... command) throws IOException, InterruptedException {
        var output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        var status = process.waitFor();
        return new Run(status, Files.readString(output, UTF_8));
    }

    private static void assumeInstalled(String program) {
        var found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(found, () -> program + " is not installed");
    }
}
