package dev.lonekey.standalone.terminal;

import dev.lonekey.contract.violation.Severity;

/** Colours for a terminal, or none: see <a href="https://no-color.org">no-color.org</a>. */
public enum Palette {
    NONE {
        @Override
        String wrap(String code, String text) {
            return text;
        }
    },
    ANSI {
        @Override
        String wrap(String code, String text) {
            return "\u001b[" + code + "m" + text + "\u001b[0m";
        }
    };

    /** Colours for standard output, if it is a terminal and nobody asked for none. */
    public static Palette ofStandardOutput() {
        var noColor = System.getenv("NO_COLOR");
        var wanted = noColor == null || noColor.isEmpty();
        return wanted && Terminals.isStandardOutput() ? ANSI : NONE;
    }

    abstract String wrap(String code, String text);

    public String bold(String text) {
        return wrap("1", text);
    }

    public String faint(String text) {
        return wrap("2", text);
    }

    /** The text in the colour of the severity. */
    public String severity(Severity severity, String text) {
        return switch (severity) {
            case CRITICAL -> wrap("1;31", text);
            case HIGH -> wrap("31", text);
            case MEDIUM -> wrap("33", text);
            case LOW -> wrap("36", text);
        };
    }

    public String good(String text) {
        return wrap("32", text);
    }
}
