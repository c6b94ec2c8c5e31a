package dev.lonekey.runtime.text;

/** Makes text from the input fit to print: names and user agents are whatever an attacker sent. */
public final class Harmless {

    private static final int MAX_CHARACTERS = 200;

    private Harmless() {}

    /** The text on one line, without anything that a terminal would interpret or that would reorder it, and cut to a length. */
    public static String text(String fromInput) {
        var shown = new StringBuilder();
        fromInput
                .codePoints()
                .filter(Harmless::isHarmless)
                .limit(MAX_CHARACTERS + 1L)
                .forEach(shown::appendCodePoint);
        return shown.codePointCount(0, shown.length()) <= MAX_CHARACTERS
                ? shown.toString()
                : shown.substring(0, shown.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
    }

    /**
     * A whole command, which must not be cut; quoting it for the shell is the business of who made it. A line break or an
     * escape sequence never belongs to one.
     */
    public static String command(String fromInput) {
        var shown = new StringBuilder();
        fromInput.codePoints().filter(Harmless::isHarmless).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /**
     * Text of many lines in full, with the code of what {@link #text} leaves out in its place, {@code <U+001B>}. Only a line feed
     * remains one.
     */
    public static String escaped(String fromInput) {
        var shown = new StringBuilder();
        fromInput.codePoints().forEach(codePoint -> {
            if (codePoint == '\n' || isHarmless(codePoint)) {
                shown.appendCodePoint(codePoint);
            } else {
                shown.append("<U+%04X>".formatted(codePoint));
            }
        });
        return shown.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
