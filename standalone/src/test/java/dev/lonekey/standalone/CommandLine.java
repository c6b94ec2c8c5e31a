package dev.lonekey.standalone;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command line printed, and its exit status. */
public record CommandLine(int status, String out, String err) {

    /** Runs a command line in this process. */
    public static CommandLine lonekey(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var status = Lonekey.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandLine(status, out.toString(), err.toString());
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    public List<String> errLines() {
        return err.lines().toList();
    }
}
