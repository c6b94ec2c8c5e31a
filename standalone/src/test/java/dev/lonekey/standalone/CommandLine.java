package dev.lonekey.standalone;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command line printed, and its exit status. */
public record CommandLine(int status, String out, String err) {

    /** Runs a command line in this process. */
    public static CommandLine lonekey(String... arguments) {
        return lonekey(new StringWriter(), new StringWriter(), arguments);
    }

    /** The same, for those who want to look while it runs. */
    public static CommandLine lonekey(StringWriter out, StringWriter err, String... arguments) {
        var status = Lonekey.run(new PrintWriter(out), new PrintWriter(err, true), arguments);
        return new CommandLine(status, out.toString(), err.toString());
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    public List<String> errLines() {
        return err.lines().toList();
    }
}
