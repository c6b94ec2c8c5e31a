package dev.lonekey.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;

/** A command as a program: from its arguments to its exit status. */
public final class Program {

    private Program() {}

    /** Runs a command and ends the JVM with its exit status. */
    public static void main(Object command, String... arguments) {
        System.exit(run(
                command,
                new PrintWriter(System.out, true, UTF_8),
                new PrintWriter(System.err, true, UTF_8),
                arguments));
    }

    /** Runs a command and returns its exit status. */
    public static int run(Object command, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((mistake, args) -> Failures.reportUsage(mistake))
                .execute(arguments);
    }
}
