package dev.lonekey.standalone.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alert says how bad it is, what is wrong, what mends it, and where to read on; and is tested. */
class AlertTextsTest {

    static Stream<JsonNode> alerts() throws IOException {
        return AlertRules.all().stream();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_saysWhatIsWrongAndWhatMendsIt(JsonNode alert) {
        assertThat(alert.path("alert").asText()).startsWith("Lonekey");
        assertThat(List.of("critical", "warning", "info"))
                .contains(alert.path("labels").path("severity").asText());
        assertThat(alert.path("annotations").path("summary").asText()).isNotBlank();
        assertThat(alert.path("annotations").path("description").asText()).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void runbook_isASectionThatThereIs(JsonNode alert) throws IOException {
        // Given
        var runbook = alert.path("annotations").path("runbook").asText().split("#", 2);
        // When
        var sections = Files.readAllLines(Path.of("..", runbook[0])).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'));
        // Then
        assertThat(sections).contains(runbook[1]);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_isTestedBothWays(JsonNode alert) throws IOException {
        var name = alert.path("alert").asText();
        assertThat(Files.readString(AlertRules.FOLDER.resolve("lonekey.rules.test.yml")))
                .contains("name: " + name + " fires\n")
                .contains("name: " + name + " is silent\n");
    }
}
