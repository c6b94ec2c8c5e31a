package dev.lonekey.ingest.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the text of a report is, reading it ends, with rows that make sense or with its refusal. */
class ReportFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void report_isReadOrRefused(byte[] csv) {
        try {
            assertThat(ReportCsv.read(new String(csv, UTF_8))).isNotEmpty().allSatisfy(row -> {
                assertThat(row.keysActive()).isBetween(0, row.keysExisting());
                assertThat(row.keysExisting()).isLessThanOrEqualTo(2);
                assertThat(row.toPrincipal().arn()).isPresent();
            });
        } catch (DamagedReportException refused) {
            assertThat(refused.getMessage()).doesNotContain("\n").hasSizeLessThan(200);
        }
    }
}
