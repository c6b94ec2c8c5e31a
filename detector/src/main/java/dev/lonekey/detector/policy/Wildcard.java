package dev.lonekey.detector.policy;

/** Patterns in which {@code *} stands for anything. Without regular expressions, since every judged breach is held against every exception. */
public final class Wildcard {

    private Wildcard() {}

    /** Whether the whole text is what the pattern says. */
    public static boolean matches(String pattern, String text) {
        var literals = pattern.split("\\*", -1);
        if (literals.length == 1) {
            return pattern.equals(text);
        }
        if (!text.startsWith(literals[0])) {
            return false;
        }
        var at = literals[0].length();
        for (var index = 1; index < literals.length - 1; index++) {
            var found = text.indexOf(literals[index], at);
            if (found < 0) {
                return false;
            }
            at = found + literals[index].length();
        }
        var last = literals[literals.length - 1];
        return text.length() - last.length() >= at && text.endsWith(last);
    }
}
