package dev.lonekey.standalone.check;

import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.saved.SavedOutput;
import dev.lonekey.standalone.terminal.Palette;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code lonekey check --from DIR}. */
@picocli.CommandLine.Command(
        name = "check",
        description = {
            "Find violations in saved output of the AWS CLI, without Kafka.",
            "Takes the output of get-account-summary, get-credential-report (JSON, or the CSV in it), list-users and"
                    + " list-access-keys, in files of any name; list-access-keys in one file for each user, named after the"
                    + " user. Each account in a folder of its own."
        },
        footer = {
            "",
            "What the files do not tell is shown as not judged. Only get-credential-report as JSON tells when it was made;"
                    + " all else is taken as of now.",
            "Exit status: 0 nothing is open, 2 violations are open, 1 an error, also when a file was broken.",
            "",
            "Examples:",
            "  lonekey check --from saved/",
            "  lonekey check --from saved/ --output jsonl | jq .principal.name"
        })
public final class CheckCommand extends Command {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "The folder with the saved output, and folders in it.")
    private Path from;

    @Option(names = "--account", paramLabel = "ID", description = "The account of files that do not tell it.")
    private String account;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings in YAML: rules, rotation window, exceptions.")
    private Path file;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            converter = OutputFormat.Converter.class,
            description = {
                "table: a verdict on each account and what to do (default on a terminal).",
                "jsonl: the violation events, one a line (default elsewhere)."
            })
    private OutputFormat output;

    @Override
    protected int run() {
        var clock = Clock.systemUTC();
        var saved = SavedOutput.read(from, Optional.ofNullable(account), clock);
        var configuration = file == null
                ? DetectorConfiguration.DEFAULT
                : ConfigurationFile.read(file, DetectorConfiguration.class, System.getenv());
        return new Check(
                        clock,
                        configuration.policy().withoutHorizon(),
                        output != null ? output : OutputFormat.ofStandardOutput(),
                        Palette.ofStandardOutput(),
                        commandLine().getOut(),
                        commandLine().getErr())
                .run(saved);
    }
}
