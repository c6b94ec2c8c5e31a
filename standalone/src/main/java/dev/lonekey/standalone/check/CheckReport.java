package dev.lonekey.standalone.check;

import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.saved.Notice;
import dev.lonekey.standalone.terminal.InWords;
import dev.lonekey.standalone.terminal.Palette;
import dev.lonekey.standalone.violation.ViolationReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The verdicts as people like to read them: each account with what is open in it, then all of it in a sentence or two. */
final class CheckReport {

    private final Palette palette;
    private final AccountLines accounts;
    private final ViolationReport violations;

    /** @param now what ages are counted to */
    CheckReport(Palette palette, Instant now) {
        this.palette = palette;
        this.accounts = new AccountLines(palette, now);
        this.violations = new ViolationReport(palette, now);
    }

    /** Lines to print, without line ends. */
    List<String> lines(List<Verdict> verdicts, List<Notice> notices) {
        var lines = new ArrayList<String>();
        for (var verdict : verdicts) {
            lines.addAll(accounts.of(verdict));
            lines.add("");
            lines.addAll(violations.lines(verdict.view(), verdict.view()));
        }
        var unused = notices.stream().filter(notice -> !notice.refused()).toList();
        unused.forEach(notice -> lines.add(Harmless.command(notice.message())));
        if (!unused.isEmpty()) {
            lines.add("");
        }
        var doubts = doubts(verdicts, notices);
        lines.add(sum(verdicts, doubts.isEmpty()));
        doubts.forEach(doubt -> lines.add(palette.bold(doubt)));
        return lines;
    }

    private String sum(List<Verdict> verdicts, boolean judgedAll) {
        var open = verdicts.stream()
                .mapToInt(verdict -> verdict.view().open().size())
                .sum();
        var where = " in " + InWords.count(verdicts.size(), "account") + ".";
        if (open > 0) {
            return palette.bold(InWords.count(open, "violation") + " open") + where;
        }
        return judgedAll ? palette.good("No violation") + where : "No violation in what could be judged.";
    }

    private static List<String> doubts(List<Verdict> verdicts, List<Notice> notices) {
        var doubts = new ArrayList<String>();
        var inPart =
                verdicts.stream().filter(verdict -> !verdict.gaps().isEmpty()).count();
        if (inPart > 0) {
            doubts.add("Not everything could be judged: %s with gaps, above under \"not judged\"."
                    .formatted(InWords.count(inPart, "account")));
        }
        var failed = verdicts.stream().filter(Verdict::isFailed).count();
        if (failed > 0) {
            doubts.add(InWords.count(failed, "account") + " could not be read, at least not to the end.");
        }
        var refused = notices.stream().filter(Notice::refused).count();
        if (refused > 0) {
            doubts.add("%s broken; nothing was concluded from %s."
                    .formatted(
                            refused == 1 ? "1 file is" : InWords.count(refused, "file") + " are",
                            refused == 1 ? "it" : "them"));
        }
        return doubts;
    }
}
