package dev.lonekey.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.detector.config.WebhookSettings;
import dev.lonekey.detector.rule.Rule;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.runtime.config.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lonekey.example.yml} can be used as it is, and has every setting that there is. */
class ExampleConfigurationTest {

    private static final Path EXAMPLE = Path.of("..", "lonekey.example.yml");

    /** A setting that is off, as the file says: prose has a blank behind the number sign. */
    private static final Pattern OFF = Pattern.compile("( *)#([^ ].*)");

    /** Settings of which only one can be on. */
    private static final Set<String> PLACES_OF_ACCOUNTS = Set.of("ids", "file", "organization");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "LONEKEY_KAFKA_PASSWORD", "made-up password",
            "LONEKEY_EXTERNAL_ID", "made-up-id",
            "LONEKEY_TOKEN", "made-up-token-0123456789",
            "LONEKEY_WEBHOOK_URL", "https://hooks.example.com/made-up",
            "LONEKEY_WEBHOOK_SECRET", "made-up-secret-of-32-characters.");

    @TempDir
    private Path folder;

    @Test
    void asItIs_setsNothing() {
        assertThat(ConfigurationFile.read(EXAMPLE, DetectorConfiguration.class, Map.of()))
                .isEqualTo(DetectorConfiguration.DEFAULT);
        assertThat(ConfigurationFile.read(EXAMPLE, IngestConfiguration.class, Map.of()))
                .isEqualTo(IngestConfiguration.DEFAULT);
    }

    @Test
    void everySettingThatThereIs_isInTheFile() throws IOException {
        // Given
        var file = new YAMLMapper().readTree(switchedOn(line -> true));
        // When
        var missing = List.of(
                Settings.missing(DetectorConfiguration.class, file), Settings.missing(IngestConfiguration.class, file));
        // Then
        assertThat(missing).allSatisfy(each -> assertThat(each).isEmpty());
        assertThat(file.get("rules").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(Rules.ALL.stream().map(Rule::id).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids", "file", "organization"})
    void everythingSwitchedOn_isRead(String placeOfAccounts) throws IOException {
        // Given
        var file = fileWith(placeOfAccounts);
        // When
        var detector = ConfigurationFile.read(file, DetectorConfiguration.class, ENVIRONMENT);
        var ingest = ConfigurationFile.read(file, IngestConfiguration.class, ENVIRONMENT);
        // Then
        assertThat(detector.kafka()).isEqualTo(ingest.kafka());
        assertThat(detector.kafka().settings().get("sasl.jaas.config")).contains("password=\"made-up password\";");
        assertThat(detector.exceptions()).hasSize(1);
        assertThat(detector.webhooks()).hasSize(1);
        assertThat(ingest.ingest().accounts().isOwnOnly()).isFalse();
        assertThat(ingest.ingest().role().externalId()).contains("made-up-id");
        assertThat(ingest.ingest().queue().url()).isPresent();
    }

    @Test
    void valuesThatAreSaidToBeDefaults_are() throws IOException {
        // When
        var detector = ConfigurationFile.read(fileWith("ids"), DetectorConfiguration.class, ENVIRONMENT);
        var read = ConfigurationFile.read(fileWith("ids"), IngestConfiguration.class, ENVIRONMENT)
                .ingest();
        // Then
        var usual = IngestConfiguration.DEFAULT.ingest();
        assertThat(detector.topics().orElse(Topics.EMBEDDED)).isEqualTo(Topics.CLUSTER);
        assertThat(detector.alert().maxAge()).contains(Duration.ofDays(1));
        var webhook = detector.webhooks().get(0);
        var usualWebhook = usual(webhook);
        assertThat(webhook.formatOrUsual()).isEqualTo(usualWebhook.formatOrUsual());
        assertThat(webhook.severity()).contains(Severity.LOW);
        assertThat(webhook.rules()).hasSameSizeAs(Rules.ALL);
        assertThat(webhook.eventsOrUsual()).isEqualTo(usualWebhook.eventsOrUsual());
        assertThat(webhook.discoveryOrUsual()).isEqualTo(usualWebhook.discoveryOrUsual());
        assertThat(webhook.timeoutOrUsual()).isEqualTo(usualWebhook.timeoutOrUsual());
        assertThat(read.partitionOrUsual()).isEqualTo(usual.partitionOrUsual());
        assertThat(read.regionOrUsual()).isEqualTo(usual.regionOrUsual());
        assertThat(read.accounts().refreshEvery()).isEqualTo(usual.accounts().refreshEvery());
        assertThat(read.role().nameOrUsual()).isEqualTo(usual.role().nameOrUsual());
        assertThat(read.role().sessionNameOrUsual()).isEqualTo(usual.role().sessionNameOrUsual());
        assertThat(read.queue().receiversOrUsual()).isEqualTo(usual.queue().receiversOrUsual());
        assertThat(read.archive().everyOrUsual()).isEqualTo(usual.archive().everyOrUsual());
        assertThat(read.archive().lookBackOrUsual()).isEqualTo(usual.archive().lookBackOrUsual());
        assertThat(read.snapshots().fullEveryOrUsual())
                .isEqualTo(usual.snapshots().fullEveryOrUsual());
        assertThat(read.snapshots().reportEveryOrUsual())
                .isEqualTo(usual.snapshots().reportEveryOrUsual());
        assertThat(read.snapshots().requestsPerSecondOrUsual())
                .isEqualTo(usual.snapshots().requestsPerSecondOrUsual());
        assertThat(usual.history().isOn()).isFalse();
        assertThat(read.history().lookBackOrUsual()).isEqualTo(usual.history().lookBackOrUsual());
    }

    private static WebhookSettings usual(WebhookSettings webhook) {
        return new WebhookSettings(
                webhook.name(),
                webhook.url(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Otherwise one would refuse what the other needs, or overlook what is misspelt. */
    @Test
    void whatOneConfigurationLeavesToTheOther_isWhatOnlyTheOtherHas() {
        assertThat(leftToOthers(IngestConfiguration.class))
                .containsExactlyInAnyOrderElementsOf(onlyIn(DetectorConfiguration.class, IngestConfiguration.class));
        assertThat(leftToOthers(DetectorConfiguration.class))
                .containsExactlyInAnyOrderElementsOf(onlyIn(IngestConfiguration.class, DetectorConfiguration.class));
    }

    private static List<String> leftToOthers(Class<?> configuration) {
        return List.of(configuration.getAnnotation(JsonIgnoreProperties.class).value());
    }

    private static List<String> onlyIn(Class<?> configuration, Class<?> other) {
        var others = Settings.names(other);
        return Settings.names(configuration).stream()
                .filter(name -> !others.contains(name))
                .toList();
    }

    private Path fileWith(String placeOfAccounts) throws IOException {
        return Files.writeString(
                folder.resolve("lonekey.yml"),
                switchedOn(setting -> setting.equals(placeOfAccounts) || !PLACES_OF_ACCOUNTS.contains(setting)));
    }

    /** The file with those settings on whose names are taken. */
    private static String switchedOn(Predicate<String> taken) throws IOException {
        return Files.readString(EXAMPLE)
                .lines()
                .map(line -> {
                    var off = OFF.matcher(line);
                    return off.matches() && taken.test(off.group(2).replaceFirst(":.*", ""))
                            ? off.group(1) + off.group(2)
                            : line;
                })
                .collect(Collectors.joining("\n"));
    }
}
