package dev.lonekey.runtime.cli;

/** What a command's exit status says. An error beats open violations. */
public final class ExitStatus {

    public static final int NOTHING_OPEN = 0;
    public static final int ERROR = 1;
    public static final int VIOLATIONS_OPEN = 2;

    private ExitStatus() {}
}
