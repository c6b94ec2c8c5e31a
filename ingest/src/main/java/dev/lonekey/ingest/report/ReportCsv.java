package dev.lonekey.ingest.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the CSV of a credential report, strictly: a report that was damaged somewhere still has rows that look right, and
 * cannot be trusted. See <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html">its
 * columns</a>.
 */
public final class ReportCsv {

    private static final ObjectReader READER = CsvMapper.builder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerFor(String[].class);

    private ReportCsv() {}

    /** Whether a text is meant to be a report. */
    public static boolean isOne(String text) {
        return text.contains(ReportColumns.ROOT) || text.contains(ReportColumns.MARK);
    }

    public static List<ReportRow> read(String csv) throws DamagedReportException {
        try (var parser = READER.createParser(csv)) {
            var head = nextLine(parser);
            if (head.isEmpty()) {
                throw new DamagedReportException("is an empty report");
            }
            return rows(parser, ReportColumns.of(head.get().cells()));
        } catch (JacksonException broken) {
            var place = broken.getLocation();
            throw DamagedReportException.at(place == null ? 1 : place.getLineNr(), "the CSV is damaged");
        } catch (IOException impossible) {
            throw new DamagedReportException("cannot be read: " + impossible.getMessage());
        }
    }

    private static List<ReportRow> rows(JsonParser parser, ReportColumns columns)
            throws IOException, DamagedReportException {
        var rows = new ArrayList<ReportRow>();
        var users = new HashSet<String>();
        for (var line = nextLine(parser); line.isPresent(); line = nextLine(parser)) {
            var row = columns.row(line.get().cells(), line.get().number());
            if (!users.add(row.user().toLowerCase(Locale.ROOT))) {
                throw DamagedReportException.at(line.get().number(), "the report is damaged: a user is in it twice");
            }
            if (!rows.isEmpty() && !row.arn().isBeside(rows.get(0).arn())) {
                throw DamagedReportException.at(
                        line.get().number(), "the report is damaged: a row is of another account");
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new DamagedReportException("is a report without rows");
        }
        return rows;
    }

    private record Line(long number, List<String> cells) {}

    private static Optional<Line> nextLine(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return Optional.empty();
        }
        var number = 0;
        var cells = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            number = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : number;
            cells.add(parser.getText());
        }
        return Optional.of(new Line(number, cells));
    }
}
