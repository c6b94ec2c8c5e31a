package dev.lonekey.standalone;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LonekeyTest {

    @TempDir
    private Path folder;

    @Test
    void noArguments_showTheOverview() {
        // When
        var run = lonekey();
        // Then
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("Commands:", "demo", "check", "replay", "run", "detector", "topics", "dead-letters");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void version_isOneLine() {
        // When
        var run = lonekey("--version");
        // Then
        assertThat(run.outLines()).singleElement().asString().startsWith("lonekey ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "check", "replay", "backfill", "run", "ingest", "detector", "topics", "dead-letters"})
    void helpOfEachCommand_hasAnExample(String command) {
        // When
        var run = lonekey(command, "--help");
        // Then
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: lonekey " + command, "Example", "  lonekey " + command, "Exit status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "check", "replay", "backfill", "run", "ingest", "detector", "topics", "dead-letters"})
    void helpOfEachCommand_breaksNoSentence(String command) {
        // Given
        var usage = new picocli.CommandLine(new Lonekey())
                .getSubcommands()
                .get(command)
                .getCommandSpec()
                .usageMessage();
        // When
        var paragraphs = Stream.of(usage.description(), usage.footer())
                .flatMap(Arrays::stream)
                .filter(text -> text.length() > 80);
        // Then
        assertThat(paragraphs)
                .allSatisfy(text -> assertThat(text).doesNotStartWith(" ").endsWith("."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replya                      | lonekey: unknown command "replya"; did you mean "replay"?
                    --verison                   | lonekey: unknown option "--verison"; did you mean "--version"?
                    frobnicate                  | lonekey: unknown command "frobnicate"; see lonekey --help
                    demo --exti                 | lonekey: unknown option "--exti"; did you mean "--exit"?
                    demo here                   | lonekey: unexpected argument "here"; see lonekey demo --help
                    replay --outptu=table x     | lonekey: unknown option "--outptu"; did you mean "--output"?
                    replay --zzzzzzzz x         | lonekey: unknown option "--zzzzzzzz"; see lonekey replay --help
                    replay                      | lonekey: replay what? Give files or folders of CloudTrail records, or --snapshot DIR, or both
                    replay --account 1 x        | lonekey: --account says whose the files of --snapshot are; give that as well
                    replay s3://example-trail   | lonekey: from which day on? Give --since YYYY-MM-DD with s3://example-trail/
                    replay s3://X --since 2026-10-01 | lonekey: s3://X is no s3://BUCKET/PREFIX
                    replay s3://example-trail --since 2026-10-02 --until 2026-10-01 | lonekey: --since 2026-10-02 is after --until 2026-10-01; give an earlier day
                    replay - --since 2026-10-01 | lonekey: --since and --until choose files in S3; give an s3://BUCKET/PREFIX as well
                    replay --snapshot nowhere   | lonekey: nowhere does not exist; give a folder with saved output of the AWS CLI
                    check --from . --account 1 --account 2 | lonekey: --account says whose the files of --from are that do not tell it; give it only once
                    check -c nowhere.yml        | lonekey: nowhere.yml does not exist; -c takes the path of a YAML file
                    check --from nowhere        | lonekey: nowhere does not exist; give a folder with saved output of the AWS CLI
                    check --form x              | lonekey: unknown option "--form"; did you mean "--from"?
                    replay --output xml x       | lonekey: Invalid value for option '--output': "xml" is neither "table" nor "jsonl". See lonekey replay --help
                    replay nowhere              | lonekey: nowhere does not exist; give files or folders of CloudTrail records
                    replay --port 70000 -       | lonekey: --port 70000 is no port; give a number from 1 to 65535
                    replay -c nowhere.yml -     | lonekey: nowhere.yml does not exist; -c takes the path of a YAML file
                    backfill                    | lonekey: Missing required parameter: 'PATH'; see lonekey backfill --help
                    backfill .                  | lonekey: into which Kafka? Set bootstrap.servers under "kafka", or give --bootstrap-server HOST:PORT with what lonekey run prints at its start
                    backfill --rate 0 .         | lonekey: --rate 0 publishes nothing; give at least 1
                    backfill --account 1 .      | lonekey: --account chooses files in S3; give an s3://BUCKET/PREFIX as well
                    backfill s3://example-trail | lonekey: from which day on? Give --since YYYY-MM-DD with s3://example-trail/
                    backfill --output jsonl .   | lonekey: unknown option "--output"; see lonekey backfill --help
                    run                         | lonekey: Missing required option: '--config=FILE'; see lonekey run --help
                    run -c nowhere.yml          | lonekey: nowhere.yml does not exist; -c takes the path of a YAML file
                    detector                    | lonekey: Missing required option: '--config=FILE'; see lonekey detector --help
                    detector --confg x          | lonekey: unknown option "--confg"; did you mean "--config"?
                    topics                      | lonekey: which Kafka? Give --bootstrap-server HOST:PORT, or -c FILE with bootstrap.servers under "kafka"
                    dead-letters                | lonekey: which Kafka? Give --bootstrap-server HOST:PORT, or -c FILE with bootstrap.servers under "kafka"
                    dead-letters --reason not-jsn | lonekey: unknown reason "not-jsn"; did you mean "not-json"?
                    dead-letters --reason zzzzzzzzzzzz | lonekey: unknown reason "zzzzzzzzzzzz"; it is one of not-json, wrong-shape, no-account, no-time, future-time, wrong-key, wrong-partition, no-owner, too-large, unreadable, internal, foreign
                    dead-letters --since yesterday | lonekey: --since yesterday is no time; give a day such as 2026-10-01, a moment such as 2026-10-01T08:00:00Z, or how long ago, such as 36h or 7d
                    dead-letters --since 9999-01-01 | lonekey: --since 9999-01-01 has yet to come; give an earlier time
                    dead-letters --limit 0      | lonekey: --limit 0 is out of range; give 1 to 10000
                    dead-letters --show 17      | lonekey: --show 17 is no PARTITION@OFFSET such as 3@17; take one from the list
                    dead-letters --raw          | lonekey: --raw of which letter? Give --show PARTITION@OFFSET as well
                    dead-letters --show 3@17 --limit 1 | lonekey: --show shows one letter; leave out --reason, --since, --limit and --output
                    topics --bootstrap-server x --partitions 0  | lonekey: a topic has at least one partition and one replica
                    """)
    void mistakeOnTheCommandLine_isOneLineWithTheMend(String arguments, String message) {
        // When
        var run = lonekey(arguments.split(" "));
        // Then
        assertThat(run.errLines()).containsExactly(message);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void mistakeInTheConfiguration_isOneLineWithFileAndLine() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("lonekey.yml"), "kafka:\n  acks: all\ntopcis:\n  prefix: x.\n");
        // When
        var run = lonekey("topics", "-c", file.toString());
        // Then
        assertThat(run.errLines())
                .containsExactly("lonekey: " + file + " line 3: unknown setting \"topcis\"; did you mean \"topics\"?");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void serviceWithoutKafka_asksWhichOneIsMeant() throws IOException {
        // Given
        var file = Files.writeString(folder.resolve("lonekey.yml"), "kafka:\n  acks: all\n");
        // When
        var run = lonekey("detector", "-c", file.toString());
        // Then
        assertThat(run.errLines())
                .containsExactly("lonekey: which Kafka? Set bootstrap.servers under \"kafka\" in " + file);
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void portForHealthInUse_isOneLineWithTheMend() throws IOException {
        // Given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var file = configuration("localhost:1", taken.getLocalPort());
            // When
            var run = lonekey("detector", "-c", file.toString());
            // Then
            assertThat(run.errLines())
                    .containsExactly("lonekey: port " + taken.getLocalPort()
                            + " is in use; stop what listens there, or set another \"port\" under \"http\"");
            assertThat(run.status()).isEqualTo(1);
        }
    }

    @Test
    void addressThatIsNone_endsAServiceAtOnce() throws IOException {
        // Given
        var file = configuration("not an address", 0);
        // When
        var run = lonekey("detector", "-c", file.toString());
        // Then
        assertThat(run.errLines())
                .last()
                .asString()
                .startsWith("lonekey: cannot use the Kafka at not an address: Invalid url");
        assertThat(run.status()).isEqualTo(1);
    }

    private Path configuration(String bootstrapServers, int port) throws IOException {
        return Files.writeString(folder.resolve("lonekey.yml"), """
                kafka:
                  bootstrap.servers: %s
                http:
                  port: %d
                data-directory: %s
                """.formatted(bootstrapServers, port, folder));
    }

    @Test
    void portInUse_isOneLineWithTheMend() throws IOException {
        // Given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var archive = Files.writeString(folder.resolve("a.json"), "{\"Records\":[]}");
            // When
            var run = lonekey("replay", "--port", "" + taken.getLocalPort(), archive.toString());
            // Then
            assertThat(run.errLines())
                    .containsExactly("lonekey: port " + taken.getLocalPort()
                            + " is in use; stop what listens there, or choose another with --port");
            assertThat(run.status()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "dead-letters"})
    void unreachableKafka_isOneLineSoon(String command) throws IOException {
        // Given
        var port = 0;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // When
        var run = lonekey(command, "--bootstrap-server", "localhost:" + port);
        // Then
        assertThat(run.errLines())
                .containsExactly("lonekey: no Kafka answers at localhost:" + port
                        + " within 5 seconds; start it, or correct the address");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void addressThatIsNone_isOneLine() {
        // When
        var run = lonekey("topics", "--bootstrap-server", "not an address");
        // Then
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("lonekey: cannot use the Kafka at not an address: Invalid url");
        assertThat(run.status()).isEqualTo(1);
    }
}
