package dev.lonekey.ingest.archive;

import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static dev.lonekey.ingest.scan.Records.describeInstances;
import static dev.lonekey.ingest.scan.Records.quoted;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.ingest.scan.Window;
import dev.lonekey.ingest.source.Batch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveSourceTest {

    private static final String ALICE = createAccessKey("alice");
    private static final String BOB = createAccessKey("bob");
    private static final String OTHER = describeInstances("{\"a\":[{}]}");

    @TempDir
    Path folder;

    @Test
    void everyLayout_gzippedOrNot_yieldsItsRecordsOfInterest() throws IOException {
        // Given
        var layouts = List.of(
                "{\"Records\":[" + ALICE + "," + OTHER + "," + BOB + "]}",
                "\uFEFF{ \"Records\" : [ " + ALICE + " ,\r\n" + OTHER + ", " + BOB + " ] }\r\n",
                "[" + ALICE + "," + OTHER + "," + BOB + "]",
                ALICE + "\n" + OTHER + "\n" + BOB,
                ALICE + "\r\n" + OTHER + "\r\n" + BOB + "\r\n",
                "{\"Records\":[" + ALICE + "]}\n{\"Records\":[" + OTHER + "," + BOB + "]}",
                "{\"Events\":[" + entry(ALICE) + "," + entry(OTHER) + "," + entry(BOB) + "]}",
                entry(ALICE) + "\n" + entry(OTHER) + "\n" + entry(BOB) + "\n",
                envelope(ALICE) + "\n" + envelope(OTHER) + "\n" + envelope(BOB));
        for (var layout : layouts) {
            for (var bytes : List.of(layout.getBytes(UTF_8), Gzip.of(layout), twoMembers(layout))) {
                // When
                var read = readStandardInput(bytes);
                // Then
                assertThat(read.records).as(layout).containsExactly(ALICE, BOB);
                assertThat(read.problems).isEmpty();
                assertThat(read.progress.recordsRead()).isEqualTo(3);
                assertThat(read.progress.recordsOfInterest()).isEqualTo(2);
                assertThat(read.progress.accounts()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "{}",
                "[]",
                "{\"Records\":[]}",
                "{\"awsAccountId\":\"111122223333\",\"digestStartTime\":\"2026-03-01T10:00:00Z\",\"logFiles\":[{\"a\":1}]}"
            })
    void nothingInside_isNoProblem(String content) throws IOException {
        // When
        var read = readStandardInput(content.getBytes(UTF_8));
        // Then
        assertThat(read.records).isEmpty();
        assertThat(read.problems).isEmpty();
        assertThat(read.progress.recordsRead()).isZero();
        assertThat(read.progress.filesDone()).isEqualTo(1);
    }

    @Test
    void truncatedGzip_isNamedAndItsRecordsKept() throws IOException {
        // Given
        var whole = Gzip.of("{\"Records\":[" + ALICE + "," + (OTHER + ",").repeat(1202) + BOB + "]}");
        write("a.json.gz", Arrays.copyOf(whole, whole.length - 8));
        write("b.json", BOB);
        // When
        var read = read(folder);
        // Then
        assertThat(read.records).containsExactly(ALICE, BOB, BOB);
        assertThat(read.problems)
                .containsExactly(folder.resolve("a.json.gz")
                        + " is cut off after 1,204 records; those were used. Fetch the file again and replay it.");
        assertThat(read.progress.filesDone()).isEqualTo(2);
        assertThat(read.progress.bytesDone()).isEqualTo(read.progress.bytesFound());
    }

    @Test
    void gzipCutAnywhere_isNamedAndOnlyWholeRecordsKept() throws IOException {
        var json = "{\"Records\":[" + ALICE + "," + OTHER + "," + BOB + "]}";
        var whole = Gzip.of(json);
        for (int length = 1; length < whole.length; length++) {
            // When
            var read = readStandardInput(Arrays.copyOf(whole, length));
            // Then
            assertThat(read.records).isEqualTo(List.of(ALICE, BOB).subList(0, read.records.size()));
            assertThat(read.problems).as("cut to %d bytes", length).hasSize(1);
        }
    }

    @Test
    void jsonCutAnywhere_isNamedAndOnlyWholeRecordsKept() throws IOException {
        var whole = ("{\"Records\":[" + ALICE + "," + OTHER + "," + BOB + "]}").getBytes(UTF_8);
        int aliceEnd = "{'Records':[".length() + ALICE.length();
        int bobEnd = whole.length - 2;
        for (int length = 1; length < whole.length; length++) {
            // When
            var read = readStandardInput(Arrays.copyOf(whole, length));
            // Then
            assertThat(read.records).hasSize((length >= aliceEnd ? 1 : 0) + (length >= bobEnd ? 1 : 0));
            assertThat(read.problems)
                    .as("cut to %d bytes", length)
                    .singleElement()
                    .asString()
                    .contains("is cut off");
        }
    }

    @Test
    void wrongChecksum_isNamedAndTheRecordsKept() throws IOException {
        // Given
        var damaged = Gzip.of(ALICE);
        damaged[damaged.length - 6] ^= 1;
        // When
        var read = readStandardInput(damaged);
        // Then
        assertThat(read.records).containsExactly(ALICE);
        assertThat(read.problems)
                .containsExactly("standard input is damaged after 1 record; it was used."
                        + " Fetch the file again and replay it (its checksum is wrong).");
    }

    @Test
    void notJson_isNamed() throws IOException {
        assertThat(readStandardInput("Hello, world.\n".getBytes(UTF_8)).problems)
                .containsExactly("standard input is not JSON with CloudTrail records."
                        + " Leave it out, or convert it to one record a line.");
    }

    @Test
    void unbalancedBrackets_areNamedWithTheirPlace() throws IOException {
        // When
        var read = readStandardInput(("[" + ALICE + "]]").getBytes(UTF_8));
        // Then
        assertThat(read.records).containsExactly(ALICE);
        assertThat(read.problems).singleElement().asString().contains("is not JSON from byte ");
    }

    @Test
    void somethingElseAmongTheRecords_isNamedAndTheOthersKept() throws IOException {
        // When
        var read = readStandardInput(("[" + ALICE + ",7,null," + BOB + "]").getBytes(UTF_8));
        // Then
        assertThat(read.records).containsExactly(ALICE, BOB);
        assertThat(read.problems).singleElement().asString().contains("something other than a record");
    }

    @Test
    void candidateWithoutAccount_isRejectedWithItsFile() throws IOException {
        // Given
        var file = write("a.json", ALICE.replace("recipientAccountId", "other") + BOB);
        // When
        var read = read(file);
        // Then
        assertThat(read.records).containsExactly(BOB);
        assertThat(read.progress.recordsRejected()).isEqualTo(1);
        assertThat(read.rejected).singleElement().satisfies(letter -> assertThat(
                        new String(letter.headers().lastHeader(DeadLetter.TOPIC).value(), UTF_8))
                .isEqualTo(file.toString()));
    }

    @Test
    void recordOf300Kilobytes_isReadWhole() throws IOException {
        // Given
        var large = createAccessKey("\u20AC".repeat(100_000));
        // When
        var read = readStandardInput(Gzip.of("[" + OTHER + "," + large + "," + ALICE + "]"));
        // Then
        assertThat(read.records).containsExactly(large, ALICE);
    }

    @Test
    void recordLargerThanAnyIs_isNamedAndTheOthersKept() throws IOException {
        // Given
        var large = createAccessKey("x".repeat(17 << 20));
        // When
        var read = read(List.of(Path.of("-")), Gzip.of("[" + ALICE + "," + large + "," + BOB + "]"));
        // Then
        assertThat(read.records).containsExactly(ALICE, BOB);
        assertThat(read.problems).singleElement().asString().contains("holds 1 object larger than 16,777,216 bytes");
    }

    @Test
    void gzipThatGrowsWithoutEnd_isNamedAndItsRecordsKept() throws IOException {
        // Given: a gigabyte in one
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(("[" + ALICE + "," + BOB).getBytes(UTF_8));
            var blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int megabytes = 0; megabytes < 1024; megabytes++) {
                gzip.write(blanks);
            }
        }
        var stored = new CountedInput(bomb.toByteArray());
        // When
        var read = new Read(new ArchiveSource(List.of(Path.of("-")), stored));
        // Then
        assertThat(read.records).containsExactly(ALICE, BOB);
        assertThat(read.problems)
                .containsExactly("standard input is no archive of CloudTrail after 2 records; those were used."
                        + " Check where the file comes from (it inflates to more than 250 times its size),"
                        + " or unpack it and replay that.");
        assertThat(stored.read).isLessThan(bomb.size() / 2);
    }

    @Test
    void gzipOfGzip_isNamed() throws IOException {
        // Given
        var twice = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(twice)) {
            gzip.write(Gzip.of(ALICE));
        }
        // Then
        assertThat(readStandardInput(twice.toByteArray()).problems).hasSize(1);
    }

    @Test
    void pipeThatIsNamed_isReadAndOneInAFolderIsNot() throws IOException, InterruptedException {
        // Given
        var pipe = folder.resolve("pipe.json");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        // Then
        assertThat(read(folder).problems).singleElement().asString().contains("holds no *.json");
        // When
        var writer = CompletableFuture.runAsync(() -> {
            try {
                Files.writeString(pipe, ALICE);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        var read = read(pipe);
        writer.join();
        // Then
        assertThat(read.records).containsExactly(ALICE);
        assertThat(read.problems).isEmpty();
    }

    @Test
    void utf16_isNoJson() throws IOException {
        for (var encoding : List.of(UTF_16, UTF_16LE, UTF_16BE)) {
            var read = readStandardInput(("[" + ALICE + "]").getBytes(encoding));
            assertThat(read.records).isEmpty();
            assertThat(read.problems).singleElement().asString().startsWith("standard input is not JSON");
        }
    }

    @Test
    void manyRecordsOfInterest_comeInBoundedBatches() throws IOException {
        // When
        var read = readStandardInput((ALICE + "\n").repeat(1_300).getBytes(UTF_8));
        // Then
        assertThat(read.records).hasSize(1_300);
        assertThat(read.batchSizes).allMatch(size -> size <= 500);
    }

    @Test
    void missingPath_isAnErrorOfTheWhole() {
        try (var source = new ArchiveSource(List.of(folder.resolve("missing")), InputStream.nullInputStream())) {
            assertThatThrownBy(source::next)
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessage(folder.resolve("missing").toString());
        }
    }

    @Test
    void fileThatIsGoneWhenItsTurnComes_isNamedAndTheOthersRead() throws IOException {
        // Given
        write("a.json", ALICE);
        var gone = write("b.json", OTHER);
        write("c.json", BOB);
        try (var source = new ArchiveSource(List.of(folder), InputStream.nullInputStream())) {
            source.next();
            Files.delete(gone);
            // When
            var batch = source.next();
            // Then
            assertThat(batch)
                    .hasValueSatisfying(next -> assertThat(next.records()).hasSize(1));
            assertThat(source.problems())
                    .extracting(ArchiveProblem::message)
                    .containsExactly(gone + " is gone since it was found. Put it back and replay it.");
            assertThat(source.progress().filesDone()).isEqualTo(3);
        }
    }

    @Test
    void closedInTheMiddle_hasNothingMore() throws IOException {
        // Given
        var source =
                new ArchiveSource(List.of(write("a.json", ALICE), write("b.json", BOB)), InputStream.nullInputStream());
        source.next();
        // When
        source.close();
        // Then
        assertThat(source.next()).isEmpty();
    }

    private Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(UTF_8));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static String entry(String record) {
        return "{\"EventId\":\"1\", \"EventName\":\"CreateAccessKey\", \"CloudTrailEvent\":" + quoted(record) + "}";
    }

    private static String envelope(String record) {
        return "{\"version\":\"0\",\"source\":\"aws.iam\",\"detail\":" + record + ",\"resources\":[]}";
    }

    private static byte[] twoMembers(String text) {
        return Gzip.of(text.substring(0, 700), text.substring(700));
    }

    private static Read readStandardInput(byte[] bytes) throws IOException {
        return new Read(
                new ArchiveSource(List.of(Path.of("-")), new ByteArrayInputStream(bytes), new Window(64, 1 << 20)));
    }

    private static Read read(Path path) throws IOException {
        return read(List.of(path), new byte[0]);
    }

    private static Read read(List<Path> paths, byte[] standardInput) throws IOException {
        return new Read(new ArchiveSource(paths, new ByteArrayInputStream(standardInput)));
    }

    /** Tells how much of it was read. */
    private static final class CountedInput extends ByteArrayInputStream {

        private long read;

        CountedInput(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            int some = super.read(bytes, offset, length);
            read += Math.max(0, some);
            return some;
        }
    }

    /** All that a source yields. */
    private static final class Read {

        private final List<String> records = new ArrayList<>();
        private final List<DeadLetter> rejected = new ArrayList<>();
        private final List<Integer> batchSizes = new ArrayList<>();
        private final List<String> problems;
        private final ArchiveProgress progress;

        Read(ArchiveSource source) throws IOException {
            try (source) {
                for (var batch = source.next(); batch.isPresent(); batch = source.next()) {
                    add(batch.get());
                }
                problems =
                        source.problems().stream().map(ArchiveProblem::message).toList();
                progress = source.progress();
            }
        }

        private void add(Batch batch) {
            batch.records().forEach(record -> records.add(new String(record.json(), UTF_8)));
            rejected.addAll(batch.rejected());
            batchSizes.add(batch.records().size());
        }
    }
}
