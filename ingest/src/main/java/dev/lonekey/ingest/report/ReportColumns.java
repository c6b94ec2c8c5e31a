package dev.lonekey.ingest.report;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where in a row of a credential report the columns are: by their names, since AWS adds some and tools reorder them. */
final class ReportColumns {

    static final String ROOT = "<root_account>";
    static final String MARK = "access_key_1_active";

    private static final List<String> NEEDED = List.of(
            "user", "arn", MARK, "access_key_1_last_rotated", "access_key_2_active", "access_key_2_last_rotated");

    /** What AWS writes where there is nothing to tell of, and where nothing is known. */
    private static final Set<String> NOTHING = Set.of("n/a", "no_information", "not_supported", "");

    private final Map<String, Integer> places;
    private final int number;

    private ReportColumns(Map<String, Integer> places, int number) {
        this.places = places;
        this.number = number;
    }

    static ReportColumns of(List<String> head) throws DamagedReportException {
        var places = new HashMap<String, Integer>();
        for (var column = 0; column < head.size(); column++) {
            places.putIfAbsent(head.get(column).strip().toLowerCase(Locale.ROOT), column);
        }
        for (var needed : NEEDED) {
            if (!places.containsKey(needed)) {
                throw DamagedReportException.at(1, "the report has no column " + needed);
            }
        }
        return new ReportColumns(places, head.size());
    }

    ReportRow row(List<String> cells, long line) throws DamagedReportException {
        if (cells.size() != number) {
            throw DamagedReportException.at(
                    line, "the report is damaged: %d cells under %d columns".formatted(cells.size(), number));
        }
        try {
            return row(cells);
        } catch (IllegalArgumentException | DateTimeParseException damaged) {
            throw DamagedReportException.at(line, "the report is damaged: this is no row as AWS writes them");
        }
    }

    private ReportRow row(List<String> cells) {
        var user = cell(cells, "user");
        var arn = new Arn(cell(cells, "arn"));
        if (!user.equals(ROOT)) {
            Texts.requireUserName(user, "user");
        }
        if (!(user.equals(ROOT) ? arn.isRoot() : arn.isOf(user))) {
            throw new IllegalArgumentException("the ARN is another's");
        }
        var first = active(cells, "access_key_1_active");
        var second = active(cells, "access_key_2_active");
        var firstExists = isDate(cells, "access_key_1_last_rotated") || first.orElse(false);
        var secondExists = isDate(cells, "access_key_2_last_rotated") || second.orElse(false);
        return new ReportRow(
                user,
                arn,
                count(firstExists, secondExists),
                count(first.orElse(false), second.orElse(false)),
                count(certificate(cells, "cert_1_active"), certificate(cells, "cert_2_active")),
                first.isPresent() && second.isPresent());
    }

    private static int count(boolean one, boolean other) {
        return (one ? 1 : 0) + (other ? 1 : 0);
    }

    private boolean certificate(List<String> cells, String column) {
        return places.containsKey(column) && active(cells, column).orElse(false);
    }

    /** Whether a key or certificate is active; empty where the report does not tell. */
    private Optional<Boolean> active(List<String> cells, String column) {
        return switch (cell(cells, column).toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false", "n/a" -> Optional.of(false);
            case "no_information", "not_supported" -> Optional.empty();
            default -> throw new IllegalArgumentException(column);
        };
    }

    /** @throws DateTimeParseException if the cell is neither a date nor one of the words for none */
    private boolean isDate(List<String> cells, String column) {
        var cell = cell(cells, column);
        return !NOTHING.contains(cell.toLowerCase(Locale.ROOT))
                && Instant.parse(cell).isAfter(Instant.EPOCH);
    }

    private String cell(List<String> cells, String column) {
        return cells.get(places.get(column)).strip();
    }
}
