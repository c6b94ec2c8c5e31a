package dev.lonekey.standalone;

import dev.lonekey.detector.service.DetectorCommand;
import dev.lonekey.ingest.service.IngestCommand;
import dev.lonekey.runtime.cli.Program;
import dev.lonekey.runtime.cli.Version;
import dev.lonekey.standalone.backfill.BackfillCommand;
import dev.lonekey.standalone.check.CheckCommand;
import dev.lonekey.standalone.deadletter.DeadLettersCommand;
import dev.lonekey.standalone.demo.DemoCommand;
import dev.lonekey.standalone.replay.ReplayCommand;
import dev.lonekey.standalone.run.RunCommand;
import dev.lonekey.standalone.topic.TopicsCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code lonekey} command line. Without a command it shows what there is. */
@Command(
        name = "lonekey",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Tells you the moment an IAM user has a second active access key, or an AWS account's root user has any.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  lonekey demo                    see it work, without an AWS account",
            "  lonekey check                   find violations in your AWS account now",
            "  lonekey check --from saved/     find violations in saved output of the AWS CLI",
            "  lonekey replay cloudtrail/      find violations in CloudTrail archives",
            "  lonekey backfill -c lonekey.yml cloudtrail/",
            "                                  give archives to the detector that is running",
            "  lonekey run -c lonekey.yml      watch for good, everything in one process",
            "  lonekey dead-letters -c lonekey.yml",
            "                                  see what could not be used, and what mends it",
            "  lonekey COMMAND --help          all about a command"
        },
        subcommands = {
            DemoCommand.class,
            CheckCommand.class,
            ReplayCommand.class,
            BackfillCommand.class,
            RunCommand.class,
            IngestCommand.class,
            DetectorCommand.class,
            TopicsCommand.class,
            DeadLettersCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Lonekey implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        Program.main(new Lonekey(), arguments);
    }

    /** Runs a command line and returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return Program.run(new Lonekey(), out, err, arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
