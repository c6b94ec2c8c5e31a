package dev.lonekey.standalone.violation;

import dev.lonekey.contract.violation.Cause;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.Discovery;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.terminal.Columns;
import dev.lonekey.standalone.terminal.InWords;
import dev.lonekey.standalone.terminal.Palette;
import dev.lonekey.standalone.terminal.Paragraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The violations as a person likes to read them: the open ones with all there is to know and to do, then briefly the past. */
public final class ViolationReport {

    private static final String INDENT = " ".repeat(18);
    private static final int REASON_COLUMNS = 80;

    private final Palette palette;
    private final Instant now;
    private final Wording words;

    /**
     * A report for one moment.
     *
     * @param now what ages are counted to
     */
    public ViolationReport(Palette palette, Instant now) {
        this.palette = palette;
        this.now = now;
        this.words = new Wording(now);
    }

    /**
     * Lines to print, without line ends.
     *
     * @param view whose open violations are shown
     * @param past whose resolved violations are shown
     */
    public List<String> lines(ViolationView view, ViolationView past) {
        var lines = new ArrayList<String>();
        var open = view.open();
        if (!open.isEmpty()) {
            lines.add(palette.bold(InWords.count(open.size(), "violation") + " open"));
            open.forEach(event -> lines.addAll(open(event, view.openedBy(event))));
            lines.add("");
        }
        if (!past.resolved().isEmpty()) {
            lines.add(palette.bold(InWords.count(past.resolved().size(), "violation") + " resolved"));
            lines.add("");
            lines.addAll(resolved(past.resolved()));
            lines.add("");
        }
        return lines;
    }

    private List<String> open(ViolationEvent event, Cause opener) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(palette.severity(event.severity(), "%-8s".formatted(event.severity())) + "  "
                + palette.bold(Wording.who(event)) + " of account " + Wording.account(event) + "  "
                + palette.faint(discovery(event.discovery())));
        lines.add(field("rule", Harmless.text(event.rule().title())));
        lines.add(field("since", since(event)));
        lines.add(field("by", Wording.by(opener)));
        event.exception().ifPresent(exception -> lines.add(field("except", Wording.exception(exception))));
        event.rotationEndsAt()
                .filter(now::isBefore)
                .ifPresent(end -> lines.add(field("rotate", "taken for a rotation until " + Wording.time(end))));
        event.keys().forEach(key -> lines.add(field("key", words.key(key))));
        event.otherKeys().forEach(key -> lines.add(field("also", words.key(key))));
        lines.addAll(toDo(event));
        return lines;
    }

    /** What a listing shows was so before it, for who knows how long. */
    private String since(ViolationEvent event) {
        var longer = event.discovery() == Discovery.BASELINE ? ", or longer" : "";
        return Wording.time(event.openedAt()) + ", " + words.ago(event.openedAt()) + longer;
    }

    private static List<String> toDo(ViolationEvent event) {
        var lines = new ArrayList<String>();
        for (var line : Paragraph.lines(Harmless.text(event.remediation().reason()), REASON_COLUMNS)) {
            lines.add(lines.isEmpty() ? field("to do", line) : INDENT + line);
        }
        event.remediation().commands().forEach(command -> lines.add(INDENT + Harmless.command(command)));
        return lines;
    }

    private static String field(String name, String value) {
        return "          %-6s  %s".formatted(name, value);
    }

    private static String discovery(Discovery discovery) {
        return switch (discovery) {
            case LIVE -> "live: it happens now";
            case BASELINE -> "it was there when the keys were listed first";
            case LATE -> "late: it began long before it was found, or was over by then";
        };
    }

    private List<String> resolved(List<ViolationEvent> events) {
        var table = new Columns("SEVERITY", "ACCOUNT", "WHO", "OPENED", "LASTED", "ENDED BY");
        for (var event : events) {
            var lasted = Duration.between(event.openedAt(), event.resolvedAt().orElse(now));
            table.row(
                    event.severity().name(),
                    Wording.account(event),
                    Wording.who(event),
                    Wording.time(event.openedAt()),
                    InWords.duration(lasted),
                    Wording.resolution(event));
        }
        return table.lines();
    }
}
