package dev.lonekey.ingest.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lonekey.contract.cloudtrail.AccountId;
import dev.lonekey.ingest.scan.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Whatever an archive holds, reading it ends, with the records of interest that are whole and a line about what is not. */
class ArchiveFuzzTest {

    private static final Path STANDARD_INPUT = Path.of("-");

    /** As it is stored, so that what is not gzip by its first bytes is read as it is. */
    @FuzzTest(maxDuration = "1m")
    void storedBytes_areReadToTheirEndOrBreak(byte[] stored) throws IOException {
        read(stored);
    }

    /** Its compression checks out, so that the fuzzer gets beyond that. */
    @FuzzTest(maxDuration = "1m")
    void gzippedBytes_yieldWhatTheyYieldAsTheyAre(byte[] content) throws IOException {
        if (content.length >= 2 && GzipStream.isMagic(content[0] & 0xFF, content[1] & 0xFF)) {
            // Compressed again it is not unpacked a second time.
            assertThat(read(gzipped(content)).records).isEmpty();
            return;
        }
        assertThat(read(gzipped(content))).isEqualTo(read(content));
    }

    private record Read(List<String> records, int rejected, List<ArchiveProblem> problems) {}

    private static Read read(byte[] stored) throws IOException {
        var records = new ArrayList<String>();
        var rejected = 0;
        var input = new ByteArrayInputStream(stored);
        try (var source = new ArchiveSource(List.of(STANDARD_INPUT), input, new Window(64, 1 << 12))) {
            for (var batch = source.next(); batch.isPresent(); batch = source.next()) {
                batch.get().records().forEach(record -> {
                    assertThat(AccountId.isLegal(record.account())).isTrue();
                    records.add(new String(record.json(), ISO_8859_1));
                });
                rejected += batch.get().rejected().size();
            }
            assertThat(source.problems()).hasSizeLessThan(4).allSatisfy(problem -> assertThat(problem.message())
                    .doesNotContain("\n"));
            return new Read(records, rejected, source.problems());
        }
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
