package dev.lonekey.standalone.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.contract.deadletter.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command and the documentation say the same. */
class ExplanationTest {

    @Test
    void tableInTheDocumentation_hasTheWordsOfTheCommand() throws IOException {
        // Given
        var rows = Stream.concat(
                Stream.of(RejectReason.values()).map(reason -> row(reason.code(), Explanation.of(reason))),
                Stream.of(row(Letter.FOREIGN, Explanation.FOREIGN)));
        // When
        var documented = Files.readAllLines(Path.of("..", "docs", "metrics.md")).stream()
                .dropWhile(line -> !line.equals("## Dead letters"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replace("`", ""));
        // Then
        assertThat(documented).containsExactlyElementsOf(rows.toList());
    }

    private static String row(String code, Explanation explanation) {
        return "| %s | %s | %s |".formatted(code, explanation.meaning(), explanation.mend());
    }
}
