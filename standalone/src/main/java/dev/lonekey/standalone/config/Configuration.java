package dev.lonekey.standalone.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All settings.
 *
 * @param kafka Kafka client settings by their Kafka names; without {@code bootstrap.servers} there is an embedded broker
 * @param topics how the topics are laid out, where that differs from the defaults
 * @param rules what differs from the defaults of rules, by their ids
 * @param root what is set about root users
 * @param rotationWindow for so long a second key is taken for a rotation; empty for never
 * @param alert what is set about alarms
 * @param exceptions what is put up with for a while
 */
public record Configuration(
        Map<String, String> kafka,
        TopicLayout topics,
        @JsonDeserialize(keyUsing = RuleIds.class) Map<String, RuleSettings> rules,
        RootSettings root,
        Optional<RotationWindow> rotationWindow,
        AlertSettings alert,
        List<ExceptionSettings> exceptions) {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Nothing set: an embedded broker, topics and rules by default. */
    public static final Configuration DEFAULT = new Configuration(
            Map.of(),
            TopicLayout.DEFAULT,
            Map.of(),
            RootSettings.DEFAULT,
            Optional.empty(),
            AlertSettings.DEFAULT,
            List.of());

    public Configuration {
        kafka = kafka == null ? Map.of() : withoutAbsent(kafka);
        topics = topics == null ? TopicLayout.DEFAULT : topics;
        rules = rules == null ? Map.of() : withoutAbsentRules(rules);
        root = root == null ? RootSettings.DEFAULT : root;
        rotationWindow = rotationWindow == null ? Optional.empty() : rotationWindow;
        alert = alert == null ? AlertSettings.DEFAULT : alert;
        exceptions = exceptions == null ? List.of() : withoutAbsent(exceptions);
    }

    /** What is a violation, how bad, and what is put up with. */
    public Policy policy() {
        var off = new HashSet<String>();
        var severities = new HashMap<String, Severity>();
        rules.forEach((id, rule) -> {
            if (rule.isOff()) {
                off.add(id);
            }
            rule.severity().ifPresent(severity -> severities.put(id, severity));
        });
        return new Policy(
                Rules.configured(off, severities, root.ignoreInactiveKeys()),
                rotationWindow.map(RotationWindow::length),
                exceptions.stream().map(ExceptionSettings::toRule).toList(),
                alert.maxAge().map(Limits.DEFAULT::withAlertMaxAge).orElse(Limits.DEFAULT));
    }

    /** The exceptions that no longer except anything that is open now. */
    public List<ExceptionSettings> expiredExceptions(Instant now) {
        return exceptions.stream().filter(exception -> exception.isExpired(now)).toList();
    }

    /** The configured brokers, as {@code HOST:PORT,…}. */
    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(kafka.get(BOOTSTRAP_SERVERS));
    }

    Configuration withBootstrapServers(String servers) {
        return with(BOOTSTRAP_SERVERS, servers);
    }

    /** The same, with a Kafka setting that this one does not have. */
    public Configuration withDefault(String kafkaSetting, String value) {
        return kafka.containsKey(kafkaSetting) ? this : with(kafkaSetting, value);
    }

    private Configuration with(String kafkaSetting, String value) {
        var settings = new TreeMap<>(kafka);
        settings.put(kafkaSetting, value);
        return new Configuration(settings, topics, rules, root, rotationWindow, alert, exceptions);
    }

    /** In YAML a name without a value is null: not set. */
    private static Map<String, String> withoutAbsent(Map<String, String> settings) {
        var present = new TreeMap<>(settings);
        present.values().removeIf(value -> value == null || value.isBlank());
        return Map.copyOf(present);
    }

    private static Map<String, RuleSettings> withoutAbsentRules(Map<String, RuleSettings> rules) {
        var present = new TreeMap<>(rules);
        present.values().removeIf(Objects::isNull);
        return Map.copyOf(present);
    }

    private static List<ExceptionSettings> withoutAbsent(List<ExceptionSettings> exceptions) {
        return exceptions.stream().filter(Objects::nonNull).toList();
    }
}
