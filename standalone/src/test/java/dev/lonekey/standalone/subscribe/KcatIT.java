package dev.lonekey.standalone.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.webhook.Events;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines for kcat in the documentation, as they stand there, but for where Kafka is and where to begin and end. */
@RequiresKcat
class KcatIT {

    private static final Path DOCUMENTATION = Path.of("..", "docs", "subscribe.md");

    @TempDir
    private Path folder;

    @Test
    void reading_showsHeadersKeyAndValueOfWhatWasCommitted() throws Exception {
        try (var published = new Publisher()) {
            // Given
            var ids = published.publish(2, Events.OPENED);
            published.abort(Events.OPENED.user("nobody"));
            // When
            var shown = run(documented("-C").replace("-o end", "-o beginning -e"), published);
            // Then
            assertThat(shown)
                    .contains(
                            "headers ce_id=" + ids.get(0),
                            "key 111122223333, partition ",
                            "\"eventId\":\"" + ids.get(1) + "\"")
                    .doesNotContain("nobody");
        }
    }

    @Test
    void readingInAGroup_goesOnWhereItWas() throws Exception {
        try (var published = new Publisher()) {
            // Given
            var line = documented("-G").replace("kcat ", "kcat -c 1 ");
            var first = published.publish(1, Events.OPENED);
            var shown = run(line, published);
            // When
            var second = published.publish(1, Events.OPENED);
            var then = run(line, published);
            // Then
            assertThat(shown).contains(first.get(0));
            assertThat(then).contains(second.get(0)).doesNotContain(first.get(0));
        }
    }

    /** The command of the documentation that has this option. */
    private static String documented(String option) throws Exception {
        var command = Pattern.compile("^ {4}(kcat -b \\S+ " + option + " (?:.*\\\\\n)*.*)$", Pattern.MULTILINE)
                .matcher(Files.readString(DOCUMENTATION, UTF_8));
        assertThat(command.find()).isTrue();
        return command.group(1);
    }

    private String run(String command, Publisher published) throws Exception {
        var out = folder.resolve("out");
        var shell = new ProcessBuilder(
                        "sh", "-c", "exec " + command.replaceFirst("-b \\S+", "-b " + published.bootstrapServers()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue()).isZero();
        } finally {
            shell.destroy();
        }
        return Files.readString(out, UTF_8);
    }
}
