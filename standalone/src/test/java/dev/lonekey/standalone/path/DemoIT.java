package dev.lonekey.standalone.path;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoIT {

    @Test
    void story_publishesWhatItSays() {
        // When
        var run = lonekey("demo", "--exit");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines())
                .map(String::strip)
                .filteredOn(line -> line.matches("(OPENED|UPDATED|RESOLVED) .*"))
                .map(line -> line.replaceFirst(" of account.*", ""))
                .containsExactly(
                        "OPENED MEDIUM deploy-bot",
                        "OPENED MEDIUM ci-runner",
                        "OPENED CRITICAL root",
                        "UPDATED HIGH root",
                        "RESOLVED root",
                        "RESOLVED deploy-bot");
        assertThat(run.out()).contains("1 violation open", "ci-runner");
    }
}
