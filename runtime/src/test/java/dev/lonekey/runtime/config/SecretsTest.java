package dev.lonekey.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.runtime.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What environment variables, and the files that they name, put into a configuration. */
class SecretsTest {

    private static final String SECRET = "s3cret: # \"${OTHER}\"";

    @TempDir
    private Path folder;

    private Path secret;

    private record Configuration(KafkaSettings kafka, HttpSettings http) {

        String password() {
            return kafka.settings().get("password");
        }
    }

    @BeforeEach
    void writeSecret() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    }

    @Test
    void variable_isFilledInAsItIs() throws IOException {
        assertThat(read("a ${PASSWORD} b", Map.of("PASSWORD", SECRET)).password())
                .isEqualTo("a " + SECRET + " b");
    }

    @Test
    void file_isFilledInWithoutItsLineBreak() throws IOException {
        assertThat(read("a ${PASSWORD} b", Map.of("PASSWORD_FILE", secret.toString()))
                        .password())
                .isEqualTo("a " + SECRET + " b");
    }

    @Test
    void variable_goesBeforeFileAndFileBeforeDefault() throws IOException {
        var file = secret.toString();
        assertThat(read("${PASSWORD}", Map.of("PASSWORD", "mine", "PASSWORD_FILE", file))
                        .password())
                .isEqualTo("mine");
        assertThat(read("${PASSWORD:default}", Map.of("PASSWORD_FILE", file)).password())
                .isEqualTo(SECRET);
        assertThat(read("${PASSWORD:default}", Map.of()).password()).isEqualTo("default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${PASSWORD}", "${PASSWORD:default}", "${USER} ${PASSWORD}"})
    void fileThatCannotBeRead_isNamedByItsVariableOnly(String value) {
        refuses(
                value,
                Map.of("USER", "lonekey", "PASSWORD_FILE", SECRET),
                "line 2: the file that the environment variable PASSWORD_FILE names cannot be read"
                        + " (NoSuchFileException); set it to the path of a file that holds the value of PASSWORD");
        refuses(
                value,
                Map.of("USER", "lonekey", "PASSWORD_FILE", "s3cret\0"),
                "PASSWORD_FILE names cannot be read (InvalidPathException); ");
        refuses(
                value,
                Map.of("USER", "lonekey", "PASSWORD_FILE", folder.toString()),
                "PASSWORD_FILE names cannot be read (IOException); ");
    }

    @Test
    void fileThatIsNoText_isNotShown() throws IOException {
        Files.write(secret, new byte[] {'s', '3', 'c', 'r', 'e', 't', (byte) 0xFF});
        refuses("${PASSWORD}", Map.of("PASSWORD_FILE", secret.toString()), "(MalformedInputException); ");
    }

    @Test
    void variableThatIsNotSet_isNamedWithoutWhatStandsAroundIt() {
        refuses(
                "${USER} s3cret ${PASSWORD}",
                Map.of("USER", "s3cret"),
                "line 2: the environment variable PASSWORD is not set; set it, or PASSWORD_FILE to the path of a file"
                        + " that holds the value, or give a default as in ${PASSWORD:default}");
    }

    @Test
    void secretInTheWrongPlace_isNotShown() {
        assertThatThrownBy(() -> readYaml("http:\n  port: ${PASSWORD}\n", Map.of("PASSWORD_FILE", secret.toString())))
                .isInstanceOf(Failure.class)
                .message()
                .contains("line 2: \"http.port\" takes a whole number")
                .doesNotContain("s3cret");
    }

    private Configuration read(String password, Map<String, String> environment) throws IOException {
        return readYaml("kafka:\n  password: \"" + password + "\"\n", environment);
    }

    private Configuration readYaml(String yaml, Map<String, String> environment) throws IOException {
        return ConfigurationFile.read(
                Files.writeString(folder.resolve("lonekey.yml"), yaml), Configuration.class, environment);
    }

    private void refuses(String password, Map<String, String> environment, String part) {
        assertThatThrownBy(() -> read(password, environment))
                .isInstanceOf(Failure.class)
                .message()
                .startsWith(folder.resolve("lonekey.yml") + " line 2: ")
                .hasLineCount(1)
                .contains(part)
                .doesNotContain("s3cret");
    }
}
