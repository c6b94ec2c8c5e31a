package dev.lonekey.standalone.terminal;

/**
 * Whether people look on. The launcher script says so, since it can tell one stream from the other and Java cannot; without
 * it nobody does.
 */
public final class Terminals {

    private Terminals() {}

    public static boolean isStandardOutput() {
        return Boolean.getBoolean("lonekey.stdout.terminal");
    }

    public static boolean isStandardError() {
        return Boolean.getBoolean("lonekey.stderr.terminal");
    }
}
