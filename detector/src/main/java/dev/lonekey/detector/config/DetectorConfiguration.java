package dev.lonekey.detector.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.policy.Limits;
import dev.lonekey.detector.policy.Policy;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.runtime.config.HttpSettings;
import dev.lonekey.runtime.config.KafkaSettings;
import dev.lonekey.runtime.config.RefusedSetting;
import dev.lonekey.runtime.config.ServiceConfiguration;
import dev.lonekey.runtime.config.TopicLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the detector is told.
 *
 * @param kafka without brokers there is an embedded one, where the command has one
 * @param topics how the topics are laid out, where that differs from the defaults
 * @param http where health and metrics are served
 * @param dataDirectory where state is kept
 * @param detector how the detector runs
 * @param metrics what is measured besides the usual
 * @param rules what differs from the defaults of rules, by their ids
 * @param root what is set about root users
 * @param rotationWindow for so long a second key is taken for a rotation; empty for never
 * @param alert what is set about alarms
 * @param silence from when on silence is news
 * @param exceptions what is put up with for a while
 * @param webhooks who is told of violations over HTTP
 */
@JsonIgnoreProperties("ingest")
public record DetectorConfiguration(
        KafkaSettings kafka,
        TopicLayout topics,
        HttpSettings http,
        Optional<Path> dataDirectory,
        StreamSettings detector,
        MetricsSettings metrics,
        @JsonDeserialize(keyUsing = RuleIds.class) Map<String, RuleSettings> rules,
        RootSettings root,
        Optional<RotationWindow> rotationWindow,
        AlertSettings alert,
        SilenceSettings silence,
        List<ExceptionSettings> exceptions,
        List<WebhookSettings> webhooks)
        implements ServiceConfiguration {

    /** Nothing set: an embedded broker, topics and rules by default. */
    public static final DetectorConfiguration DEFAULT = new DetectorConfiguration(
            KafkaSettings.NONE,
            TopicLayout.DEFAULT,
            HttpSettings.DEFAULT,
            Optional.empty(),
            StreamSettings.DEFAULT,
            MetricsSettings.DEFAULT,
            Map.of(),
            RootSettings.DEFAULT,
            Optional.empty(),
            AlertSettings.DEFAULT,
            SilenceSettings.DEFAULT,
            List.of(),
            List.of());

    public DetectorConfiguration {
        kafka = kafka == null ? KafkaSettings.NONE : kafka;
        topics = topics == null ? TopicLayout.DEFAULT : topics;
        http = http == null ? HttpSettings.DEFAULT : http;
        dataDirectory = dataDirectory == null ? Optional.empty() : dataDirectory;
        detector = detector == null ? StreamSettings.DEFAULT : detector;
        metrics = metrics == null ? MetricsSettings.DEFAULT : metrics;
        rules = rules == null ? Map.of() : withoutAbsentRules(rules);
        root = root == null ? RootSettings.DEFAULT : root;
        rotationWindow = rotationWindow == null ? Optional.empty() : rotationWindow;
        alert = alert == null ? AlertSettings.DEFAULT : alert;
        silence = silence == null ? SilenceSettings.DEFAULT : silence;
        exceptions = exceptions == null ? List.of() : withoutAbsent(exceptions);
        webhooks = webhooks == null ? List.of() : withoutAbsent(webhooks);
        requireDifferentNames(webhooks);
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

    /** The same with another Kafka. */
    public DetectorConfiguration withKafka(KafkaSettings other) {
        return new DetectorConfiguration(
                other,
                topics,
                http,
                dataDirectory,
                detector,
                metrics,
                rules,
                root,
                rotationWindow,
                alert,
                silence,
                exceptions,
                webhooks);
    }

    private static Map<String, RuleSettings> withoutAbsentRules(Map<String, RuleSettings> rules) {
        var present = new TreeMap<>(rules);
        present.values().removeIf(Objects::isNull);
        return Map.copyOf(present);
    }

    private static <T> List<T> withoutAbsent(List<T> settings) {
        return settings.stream().filter(Objects::nonNull).toList();
    }

    /** Two of one name would share their places in the topic, and each event would go to one of them only. */
    private static void requireDifferentNames(List<WebhookSettings> webhooks) {
        var names = new HashSet<String>();
        for (var webhook : webhooks) {
            if (!names.add(webhook.name())) {
                throw new RefusedSetting(
                        "webhooks", "two are called \"" + webhook.name() + "\"; each needs a name of its own");
            }
        }
    }
}
