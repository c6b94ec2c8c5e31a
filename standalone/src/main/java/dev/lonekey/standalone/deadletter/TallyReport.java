package dev.lonekey.standalone.deadletter;

import dev.lonekey.contract.deadletter.RejectReason;
import dev.lonekey.standalone.terminal.Columns;
import dev.lonekey.standalone.terminal.InWords;
import dev.lonekey.standalone.terminal.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is among the dead letters, for people.
 *
 * @param topic the name of the topic
 * @param selection the letters that were asked for
 */
record TallyReport(String topic, Selection selection) {

    private static final int SOURCES = 3;
    private static final int DIGEST_CHARACTERS = 12;
    private static final int LINE_CHARACTERS = 96;
    private static final String INDENT = "    ";
    private static final String NOT_TOLD = "-";

    /** Lines to print, without line ends. */
    List<String> lines(Tally tally) {
        if (tally.letters() == 0) {
            return List.of(selection.isAll() ? "Nothing is in " + topic + "." : "Nothing of that is in " + topic + ".");
        }
        var lines = new ArrayList<String>();
        lines.add(InWords.count(tally.letters(), "letter") + " in " + topic);
        lines.add("");
        lines.addAll(reasons(tally));
        tally.groups().keySet().forEach(reason -> lines.addAll(explained(reason)));
        if (!tally.newest().isEmpty()) {
            lines.addAll(newest(tally.newest()));
        }
        return lines;
    }

    private static List<String> reasons(Tally tally) {
        var table = new Columns("REASON", "LETTERS", "FIRST", "LAST", "READ FROM");
        tally.groups()
                .forEach((reason, group) -> table.row(
                        code(reason),
                        InWords.number(group.letters()),
                        InWords.time(group.first()),
                        InWords.time(group.last()),
                        sources(group)));
        return table.lines();
    }

    private static String sources(Group group) {
        var named = group.mostFrequentSources(SOURCES);
        var besides = group.lettersBesides(named);
        return String.join(", ", named) + (besides == 0 ? "" : ", elsewhere " + InWords.number(besides));
    }

    private static List<String> explained(Optional<RejectReason> reason) {
        var explanation = reason.map(Explanation::of).orElse(Explanation.FOREIGN);
        var lines = new ArrayList<>(List.of("", code(reason) + ": " + explanation.meaning()));
        Paragraph.lines("Mend: " + explanation.mend(), LINE_CHARACTERS - INDENT.length())
                .forEach(line -> lines.add(INDENT + line));
        return lines;
    }

    private static List<String> newest(List<Letter> newest) {
        var table = new Columns("LETTER", "TIME", "READ FROM", "ACCOUNT", "BYTES", "SHA-256", "WHY");
        newest.forEach(letter -> table.row(
                letter.place().toString(),
                InWords.time(letter.time()),
                letter.origin(),
                letter.account().orElse(NOT_TOLD),
                InWords.number(letter.bytes()),
                letter.sha256()
                        .map(digest -> digest.substring(0, DIGEST_CHARACTERS))
                        .orElse(NOT_TOLD),
                why(letter)));
        var lines = new ArrayList<>(List.of("", "The newest " + newest.size() + ":"));
        lines.addAll(table.lines());
        lines.addAll(List.of("", "What one holds: --show " + newest.get(0).place()));
        return lines;
    }

    private static String why(Letter letter) {
        if (letter.reason().isPresent()) {
            return letter.detail();
        }
        return letter.detail().isBlank() ? Letter.FOREIGN : Letter.FOREIGN + " (" + letter.detail() + ")";
    }

    private static String code(Optional<RejectReason> reason) {
        return reason.map(RejectReason::code).orElse(Letter.FOREIGN);
    }
}
