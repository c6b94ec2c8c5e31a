package dev.lonekey.standalone.saved;

import dev.lonekey.ingest.report.DamagedReportException;
import dev.lonekey.ingest.report.ReportCsv;
import dev.lonekey.ingest.report.ReportRow;
import java.util.Base64;
import java.util.List;

/** A credential report as {@code get-credential-report} wraps it: base64, possibly broken into lines. */
final class EncodedReport {

    private EncodedReport() {}

    static List<ReportRow> read(String content) throws UnusableException {
        byte[] decoded;
        try {
            // Not the MIME decoder: that one passes over whatever is no base64.
            decoded = Base64.getDecoder().decode(content.replaceAll("\\s", ""));
        } catch (IllegalArgumentException damaged) {
            throw new UnusableException("\"Content\" is no base64, or cut off. Save it again.");
        }
        try {
            return ReportCsv.read(FileText.decode(decoded));
        } catch (DamagedReportException damaged) {
            throw UnusableException.of(damaged).in("within the report in \"Content\"");
        } catch (UnusableException damaged) {
            throw damaged.in("within the report in \"Content\"");
        }
    }
}
