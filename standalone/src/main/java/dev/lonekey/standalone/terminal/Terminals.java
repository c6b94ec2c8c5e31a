package dev.lonekey.standalone.terminal;

/**
 * Whether people look on. The launcher script says so, since it can tell one stream from the other and Java cannot; without
 * it nobody does.
 */
public final class Terminals {

    private static final int USUAL_COLUMNS = 80;

    private Terminals() {}

    /** As much of a line as the terminal shows without wrapping it. */
    public static String cut(String line) {
        var columns = Math.max(20, Integer.getInteger("lonekey.columns", USUAL_COLUMNS)) - 1;
        return line.codePointCount(0, line.length()) <= columns
                ? line
                : line.substring(0, line.offsetByCodePoints(0, columns));
    }

    public static boolean isStandardOutput() {
        return Boolean.getBoolean("lonekey.stdout.terminal");
    }

    public static boolean isStandardError() {
        return Boolean.getBoolean("lonekey.stderr.terminal");
    }
}
