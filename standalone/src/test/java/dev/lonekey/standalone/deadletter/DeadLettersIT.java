package dev.lonekey.standalone.deadletter;

import static dev.lonekey.standalone.CommandLine.lonekey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.standalone.CommandLine;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.path.Trail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lonekey dead-letters} tells of a broker. Each test has topics of its own. */
class DeadLettersIT {

    private static final EmbeddedBroker BROKER = EmbeddedBroker.temporary(EmbeddedBroker.ANY_PORT, Map.of());
    private static final String HOSTILE =
            "{\"accountId\":\"111122223333\",\"x\":\"\u001b]0;x\u0007\u202e\"}\n\u001b[2J";

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void lettersOfBothServices_areToldApart() throws Exception {
        // Given a record without an account, which ingest refuses, and one from the future, which the detector does
        topics("both.");
        var now = Instant.now();
        var archive = folder.resolve("a.json");
        Files.write(
                archive,
                List.of(
                        Trail.keyCreated("frank", "AKIAFRANKKEY1EXAMPLE", now)
                                .replace("\"recipientAccountId\":\"111122223333\"", "\"x\":1")
                                .replace("\"accountId\":\"111122223333\",", ""),
                        Trail.keyCreated("frank", "AKIAFRANKKEY2EXAMPLE", now.plusSeconds(7_200))));
        var replayed = lonekey("replay", "-c", configuration("both."), archive.toString());
        assertThat(replayed.err()).contains("2 records rejected");
        // When
        var shown = deadLetters("both.");
        var lines = deadLetters("both.", "--output", "jsonl");
        // Then
        assertThat(shown.status()).as(shown.err()).isEqualTo(2);
        assertThat(shown.outLines())
                .contains("2 letters in both.dead-letters", "The newest 2:")
                .anyMatch(line -> line.startsWith("no-account   1") && line.endsWith("a.json"))
                .anyMatch(line -> line.startsWith("future-time  1") && line.endsWith("both.cloudtrail"))
                .anyMatch(line -> line.contains("Mend: the clock of the machine"));
        assertThat(shown.out()).doesNotContain("frank", "AKIA");
        assertThat(parsed(lines))
                .extracting(letter -> letter.path("reason").asText())
                .containsExactlyInAnyOrder("no-account", "future-time");
    }

    @Test
    void noLetters_isStatusZero() {
        // Given
        topics("empty.");
        // When
        var run = deadLetters("empty.");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines()).containsExactly("Nothing is in empty.dead-letters.");
    }

    @Test
    void hostileAndForeignRecords_areShownHarmlessly() throws Exception {
        // Given
        topics("hostile.");
        var headers = new RecordHeaders();
        headers.add(DeadLetter.REASON, "\u001b[2Jall is well".getBytes(UTF_8));
        headers.add(DeadLetter.TOPIC, null);
        write(List.of(
                new ProducerRecord<>("hostile.dead-letters", 0, null, null, HOSTILE.getBytes(UTF_8), headers),
                new ProducerRecord<>("hostile.dead-letters", 0, null, null),
                ours("hostile.", 1, Letters.ofIngest("\u202egood.json", RejectReason.NOT_JSON, HOSTILE))));
        // When
        var table = deadLetters("hostile.");
        var lines = deadLetters("hostile.", "--output", "jsonl");
        var shown = deadLetters("hostile.", "--show", "0@0");
        var empty = deadLetters("hostile.", "--show", "0@1");
        // Then
        assertThat(Stream.of(table, lines, shown, empty).map(CommandLine::out))
                .allSatisfy(out -> assertThat(out).doesNotContain("\u001b", "\u0007", "\u202e"));
        assertThat(table.outLines())
                .anyMatch(line -> line.startsWith("foreign   2"))
                .anyMatch(line -> line.startsWith("1@0 ") && line.contains("good.json  111122223333"))
                .anyMatch(line -> line.endsWith("foreign ([2Jall is well)"));
        assertThat(parsed(lines)).hasSize(3);
        assertThat(shown.status()).isZero();
        assertThat(shown.outLines()).endsWith("| <U+001B>[2J");
        assertThat(empty.outLines()).contains("bytes    0");
    }

    @Test
    void raw_isTheContentByteForByte() throws Exception {
        // Given
        topics("raw.");
        var bytes = new byte[] {0, (byte) 0xff, '\r', '\n', 27};
        write(List.of(new ProducerRecord<>("raw.dead-letters", 1, null, bytes)));
        var standardOutput = System.out;
        var written = new ByteArrayOutputStream();
        // When
        CommandLine run;
        try {
            System.setOut(new PrintStream(written, false, UTF_8));
            run = deadLetters("raw.", "--show", "1@0", "--raw");
        } finally {
            System.setOut(standardOutput);
        }
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(written.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void reasonSinceAndLimit_choose() throws Exception {
        // Given
        topics("many.");
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var number = 0; number < 40; number++) {
            var reason = number % 4 == 0 ? RejectReason.WRONG_KEY : RejectReason.NOT_JSON;
            records.add(ours("many.", number % 2, Letters.ofDetector(reason, "x" + number)));
        }
        write(records);
        // When
        var all = deadLetters("many.", "--output", "jsonl");
        var newest = deadLetters("many.", "--output", "jsonl", "--limit", "3", "--reason", "wrong-key");
        var recent = deadLetters("many.", "--since", "1h", "--reason", "wrong-key");
        var other = deadLetters("many.", "--reason", "no-owner");
        // Then
        assertThat(all.outLines()).hasSize(40);
        assertThat(parsed(newest))
                .extracting(letter -> letter.path("offset").asInt())
                .containsExactly(18, 16, 14);
        assertThat(recent.status()).isEqualTo(2);
        assertThat(recent.outLines()).contains("10 letters in many.dead-letters", "The newest 10:");
        assertThat(other.status()).isZero();
        assertThat(other.outLines()).containsExactly("Nothing of that is in many.dead-letters.");
    }

    @Test
    void since_leavesOutWhatIsOlder() throws Exception {
        // Given two letters, one after the other
        topics("since.");
        write(List.of(ours("since.", 0, Letters.ofDetector(RejectReason.NOT_JSON, "x"))));
        var between = parsed(deadLetters("since.", "--output", "jsonl"))
                .get(0)
                .path("time")
                .asText();
        write(List.of(ours("since.", 0, Letters.ofDetector(RejectReason.NO_TIME, "x"))));
        // When
        var later = Instant.parse(between).plusMillis(1).toString();
        var run = deadLetters("since.", "--output", "jsonl", "--since", later);
        // Then
        assertThat(parsed(run))
                .extracting(letter -> letter.path("reason").asText())
                .containsExactly("no-time");
    }

    @Test
    void aLetterThatIsNotThere_isToldWithThoseThatAre() throws Exception {
        // Given
        topics("absent.");
        write(List.of(ours("absent.", 0, Letters.ofDetector(RejectReason.NOT_JSON, "x"))));
        // When
        var runs = Stream.of("0@7", "1@0", "9@0").map(place -> deadLetters("absent.", "--show", place));
        // Then
        assertThat(runs.peek(run -> assertThat(run.status()).isEqualTo(1)).map(CommandLine::errLines))
                .containsExactly(
                        List.of(
                                "lonekey: there is no letter 0@7: those of partition 0 are 0@0 to 0@0; older ones are deleted after 30 days"),
                        List.of("lonekey: there is no letter 1@0: partition 1 is empty"),
                        List.of("lonekey: there is no letter 9@0: absent.dead-letters has the partitions 0 to 1"));
    }

    @Test
    void missingTopic_isOneLineWithTheMend() {
        // When
        var run = deadLetters("nowhere.");
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .containsExactly("lonekey: there is no topic nowhere.dead-letters at " + BROKER.bootstrapServers()
                        + "; correct \"prefix\" under \"topics\", or make it with lonekey topics --create");
    }

    private static void topics(String prefix) {
        var made = lonekey(
                "topics",
                "--bootstrap-server",
                BROKER.bootstrapServers(),
                "--prefix",
                prefix,
                "--partitions",
                "2",
                "--replication",
                "1",
                "--create");
        assertThat(made.status()).as(made.err()).isZero();
    }

    private CommandLine deadLetters(String prefix, String... options) {
        return lonekey(Stream.concat(Stream.of("dead-letters", "-c", configuration(prefix)), Stream.of(options))
                .toArray(String[]::new));
    }

    private String configuration(String prefix) {
        try {
            return Files.writeString(folder.resolve("lonekey.yml"), """
                            kafka: {bootstrap.servers: "%s"}
                            topics: {prefix: %s, partitions: 2, replication: 1}
                            data-directory: %s
                            """.formatted(
                                    BROKER.bootstrapServers(), prefix, folder.resolve("data")))
                    .toString();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static ProducerRecord<byte[], byte[]> ours(String prefix, int partition, DeadLetter letter) {
        return new ProducerRecord<>(prefix + "dead-letters", partition, null, null, letter.value(), letter.headers());
    }

    private static void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", (Object) BROKER.bootstrapServers(), "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var record : records) {
                producer.send(record).get();
            }
        }
    }

    private static List<JsonNode> parsed(CommandLine run) throws IOException {
        assertThat(run.errLines()).isEmpty();
        var objects = new ArrayList<JsonNode>();
        for (var line : run.outLines()) {
            objects.add(Json.MAPPER.readTree(line));
        }
        return objects;
    }
}
