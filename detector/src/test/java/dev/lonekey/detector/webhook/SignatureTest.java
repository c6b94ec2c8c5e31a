package dev.lonekey.detector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lonekey.detector.config.WebhookSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {

    private static final WebhookSecret SECRET = new WebhookSecret("made-up secret for tests");
    private static final String BODY = "{\"name\":\"zoë\"}";
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "verify_signature.py");

    @TempDir
    private Path folder;

    /** Computed with: printf '1790000000.{"name":"zoë"}' | openssl dgst -sha256 -hmac 'made-up secret for tests' */
    @Test
    void secondDotAndBody_areSigned() {
        assertThat(Signature.of(SECRET, Instant.ofEpochSecond(1_790_000_000), BODY))
                .isEqualTo("t=1790000000,v1=94afb71b67fda81ceef54249b2011326846a2ba30f68b2f67a66623b1dcb00ab");
    }

    @Test
    void exampleInTheDocumentation_tellsOursFromOthersAndFromOld() throws Exception {
        assumeTrue(isInstalled("python3"), "python3 is not installed, which the example needs");
        // Given
        var now = Instant.now();
        var header = Signature.of(SECRET, now, BODY);
        // When, Then
        assertThat(accepts(SECRET.value(), header, BODY)).isTrue();
        assertThat(accepts(SECRET.value(), header, BODY + " ")).isFalse();
        assertThat(accepts("another secret for tests", header, BODY)).isFalse();
        assertThat(accepts(SECRET.value(), header.replaceFirst("t=\\d+", "t=" + (now.getEpochSecond() + 1)), BODY))
                .isFalse();
        assertThat(accepts(SECRET.value(), Signature.of(SECRET, now.minusSeconds(400), BODY), BODY))
                .isFalse();
        assertThat(accepts(SECRET.value(), "", BODY)).isFalse();
    }

    private boolean accepts(String secret, String header, String body) throws Exception {
        var file = Files.writeString(folder.resolve("body"), body, StandardCharsets.UTF_8);
        var python = new ProcessBuilder("python3", EXAMPLE.toString(), secret, header, file.toString())
                .inheritIO()
                .start();
        assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).isIn(0, 1);
        return python.exitValue() == 0;
    }

    private static boolean isInstalled(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(program, "--version"))
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
