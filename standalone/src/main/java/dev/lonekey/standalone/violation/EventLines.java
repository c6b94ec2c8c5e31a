package dev.lonekey.standalone.violation;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.EventType;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.terminal.Palette;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A single event, told in a few lines as it comes in. */
public final class EventLines {

    private final Palette palette;

    public EventLines(Palette palette) {
        this.palette = palette;
    }

    /**
     * Lines to print, without line ends.
     *
     * @param now what ages are counted to
     */
    public List<String> of(ViolationEvent event, Instant now) {
        var words = new Wording(now);
        var lines = new ArrayList<String>();
        lines.add(head(event));
        if (event.type() != EventType.RESOLVED) {
            event.keys().forEach(key -> lines.add("    " + words.key(key)));
            lines.add("    " + palette.faint("by " + Wording.by(event.cause())));
        }
        if (event.type() == EventType.OPENED) {
            lines.add("    " + Harmless.text(event.remediation().reason()));
            event.remediation().commands().forEach(command -> lines.add("      " + Harmless.command(command)));
        }
        return lines;
    }

    private String head(ViolationEvent event) {
        var who = palette.bold(Wording.who(event)) + " of account " + Wording.account(event);
        var title = Harmless.text(event.rule().title());
        if (event.type() == EventType.RESOLVED) {
            return palette.good("RESOLVED") + " " + who + ": " + title + " (" + Wording.resolution(event) + ")";
        }
        var severity = palette.severity(event.severity(), event.severity().name());
        var changes = event.changes().stream().map(Enum::name).collect(Collectors.joining(", "));
        return event.type() + " " + severity + " " + who + ": " + title
                + (changes.isEmpty() ? "" : " (changed: " + changes + ")");
    }
}
