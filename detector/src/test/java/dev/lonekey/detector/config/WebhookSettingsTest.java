package dev.lonekey.detector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.detector.config.WebhookSettings.Format;
import dev.lonekey.detector.config.WebhookSettings.Told;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookSettingsTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("URL", "https://hooks.example.com/services/T0/B0/token", "SECRET", "made-up secret for tests");

    @TempDir
    private Path folder;

    @Test
    void everythingSet_isRead() throws IOException {
        // When
        var webhook = read("""
                webhooks:
                  - name: security-team
                    url: ${URL}
                    format: slack
                    severity: high
                    accounts: ["1111*"]
                    rules: [root-access-key-present]
                    events: [opened, updated]
                    discovery: [live, late]
                    secret: ${SECRET}
                    timeout: 20s
                """).webhooks().get(0);
        // Then
        assertThat(webhook.url().address()).hasPath("/services/T0/B0/token");
        assertThat(webhook.formatOrUsual()).isEqualTo(Format.SLACK);
        assertThat(webhook.severity()).contains(Severity.HIGH);
        assertThat(webhook.eventsOrUsual()).containsExactly(Told.OPENED, Told.UPDATED);
        assertThat(webhook.discoveryOrUsual()).containsExactly(Discovery.LIVE, Discovery.LATE);
        assertThat(webhook.timeoutOrUsual()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void namesWithoutValues_areNotSet() throws IOException {
        assertThat(read("webhooks:\n").webhooks()).isEmpty();
        var webhook =
                read("webhooks:\n  - name: a\n    url: http://a.example.com\n    secret:\n    events:\n    timeout:\n")
                        .webhooks()
                        .get(0);
        assertThat(webhook.secret()).isEmpty();
        assertThat(webhook.eventsOrUsual()).containsExactly(Told.OPENED, Told.RESOLVED);
    }

    @Test
    void secretsAndPaths_areNeverShown() throws IOException {
        // When
        var shown = read("webhooks:\n  - {name: a, url: \"${URL}\", secret: \"${SECRET}\"}\n")
                .webhooks()
                .toString();
        // Then
        assertThat(shown).contains("https://hooks.example.com/…").doesNotContain("token", "made-up");
    }

    @Test
    void mistakes_areNamedWithTheMend() {
        refuses(
                "- name: Security\n    url: https://a.example.com",
                "\"webhooks.name\" is refused: it has up to 40 small");
        refuses("- name: a", "webhook \"a\" needs a url");
        refuses("- name: a\n    url: ftp://token.example.com", "it is a URL as in https://hooks.example.com/path");
        refuses("- name: a\n    url: https://token secret", "it is a URL as in https://hooks.example.com/path");
        refuses("- name: a\n    url: https://token:token@a.example.com", "it holds a user or password");
        refuses("- name: a\n    url: https://a.example.com\n    secret: token", "at least 16 characters");
        refuses("- name: a\n    url: https://a.example.com\n    timeout: 5m", "\"webhooks.timeout\" is refused");
        refuses("- name: a\n    url: https://a.example.com\n    format: smoke", "takes json or slack or teams");
        refuses("- name: a\n    url: https://a.example.com\n    rules: [root-key]", "unknown rule \"root-key\"");
        refuses("- {name: a, url: http://a.b}\n  - {name: a, url: http://c.d}", "two are called \"a\"");
    }

    /** Neither in the message nor in what --verbose shows of its causes. */
    private void refuses(String webhook, String part) {
        assertThatThrownBy(() -> read("webhooks:\n  " + webhook + "\n"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(part)
                .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSize(1))
                .satisfies(failure -> assertThat(trace(failure)).doesNotContain("token"));
    }

    private static String trace(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    private DetectorConfiguration read(String yaml) throws IOException {
        return ConfigurationFile.read(
                Files.writeString(folder.resolve("lonekey.yml"), yaml), DetectorConfiguration.class, ENVIRONMENT);
    }
}
