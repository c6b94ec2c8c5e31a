package dev.lonekey.runtime.cli;

import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.runtime.text.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells users what went wrong: one line that begins with {@code lonekey:}. */
public final class Failures {

    private Failures() {}

    static int report(PrintWriter err, Failure failure, boolean verbose) {
        err.println("lonekey: " + Harmless.command(failure.getMessage()));
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitStatus.ERROR;
    }

    /** A fault of the program: its stack trace goes to a file, so that it can be sent along with a report. */
    static int reportUnexpected(PrintWriter err, Throwable fault, boolean verbose) {
        if (verbose) {
            err.println("lonekey: unexpected " + oneLine(fault));
            fault.printStackTrace(err);
        } else {
            err.println("lonekey: unexpected " + oneLine(fault) + "; the details are in " + log(fault));
        }
        err.flush();
        return ExitStatus.ERROR;
    }

    /** What was wrong on the command line. */
    public static int reportUsage(ParameterException mistake) {
        var command = mistake.getCommandLine();
        command.getErr().println("lonekey: " + usage(mistake));
        command.getErr().flush();
        return ExitStatus.ERROR;
    }

    private static String usage(ParameterException mistake) {
        var command = mistake.getCommandLine();
        // A misspelt name is the cause, and what is missing for it the consequence.
        var unmatched = command.getUnmatchedArguments();
        if (mistake instanceof UnmatchedArgumentException || !unmatched.isEmpty()) {
            return unmatched(unmatched.get(0), mistake);
        }
        var help = command.getCommandSpec().qualifiedName() + " --help";
        var more = mistake instanceof MissingParameterException ? "; see " : ". See ";
        return oneLine(mistake.getMessage()) + more + help;
    }

    private static String unmatched(String argument, ParameterException mistake) {
        var spec = mistake.getCommandLine().getCommandSpec();
        if (argument.startsWith("-")) {
            var name = argument.replaceFirst("=.*", "");
            return "unknown option \"" + name + "\""
                    + orHelp(Nearest.suggestion(name, spec.optionsMap().keySet()), spec.qualifiedName());
        }
        var what = spec.subcommands().isEmpty() ? "unexpected argument" : "unknown command";
        return what + " \"" + argument + "\""
                + orHelp(Nearest.suggestion(argument, spec.subcommands().keySet()), spec.qualifiedName());
    }

    private static String orHelp(String suggestion, String command) {
        return suggestion.isEmpty() ? "; see " + command + " --help" : suggestion;
    }

    private static String oneLine(Throwable fault) {
        var message = fault.getMessage() == null ? "" : ": " + oneLine(fault.getMessage());
        return fault.getClass().getSimpleName() + message;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
    }

    private static String log(Throwable fault) {
        try {
            Path log = Files.createTempFile("lonekey-", ".log");
            try (var writer = new PrintWriter(Files.newBufferedWriter(log))) {
                fault.printStackTrace(writer);
            }
            return log.toString();
        } catch (IOException noLog) {
            return "no file, since none could be written (" + noLog.getMessage() + "); use --verbose";
        }
    }
}
