package dev.lonekey.standalone.check;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.lonekey.detector.config.DetectorConfiguration;
import dev.lonekey.ingest.config.IngestConfiguration;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.config.ConfigurationFile;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.live.LiveAccounts;
import dev.lonekey.standalone.saved.SavedOutput;
import dev.lonekey.standalone.terminal.Palette;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** {@code lonekey check}. */
@picocli.CommandLine.Command(
        name = "check",
        description = {
            "Find violations in AWS accounts as they are now, without Kafka.",
            "Asks IAM about the account that the AWS credentials belong to or, with -c, about all accounts that the file"
                    + " tells of. Credentials come from where the AWS CLI takes them, for example AWS_PROFILE.",
            "",
            "With --from it takes saved output of the AWS CLI instead: get-account-summary, get-credential-report (JSON,"
                    + " or the CSV in it), list-users and list-access-keys, in files of any name; list-access-keys in one"
                    + " file for each user, named after the user. Each account in a folder of its own."
        },
        footer = {
            "",
            "What IAM or the files do not tell is shown as not judged. Of saved output only get-credential-report as JSON"
                    + " tells when it was made; all else is taken as of now.",
            "Exit status: 0 nothing is open, 2 violations are open, 1 an error, also when an account could not be read or a"
                    + " file was broken.",
            "",
            "Examples:",
            "  lonekey check",
            "  lonekey check -c lonekey.yml --account 111122223333",
            "  lonekey check --from saved/ --output jsonl | jq .principal.name"
        })
public final class CheckCommand extends Command {

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "A folder with saved output, and folders in it; AWS is not asked then.")
    private Path from;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = {
                "Only this account; may be given several times.",
                "With --from: the account of files that do not tell it."
            })
    private List<String> accounts = List.of();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings in YAML: accounts and roles, rules, rotation window, exceptions.")
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
    protected int run() throws InterruptedException {
        var clock = Clock.systemUTC();
        return from == null ? live(clock) : saved(clock);
    }

    private int saved(Clock clock) {
        if (accounts.size() > 1) {
            throw new Failure("--account says whose the files of --from are that do not tell it; give it only once");
        }
        var saved = SavedOutput.read(from, accounts.stream().findFirst(), clock);
        return check(clock).run(saved);
    }

    private int live(Clock clock) throws InterruptedException {
        logProblemsOnlyIfAsked();
        var check = check(clock);
        var settings = configuration(IngestConfiguration.class, IngestConfiguration.DEFAULT);
        var evidence = new LiveAccounts(settings.ingest(), accounts, clock)
                .ask(commandLine().getErr());
        return check.run(evidence, List.of());
    }

    private Check check(Clock clock) {
        return new Check(
                clock,
                configuration(DetectorConfiguration.class, DetectorConfiguration.DEFAULT)
                        .policy()
                        .withoutHorizon(),
                output != null ? output : OutputFormat.ofStandardOutput(),
                Palette.ofStandardOutput(),
                commandLine().getOut(),
                commandLine().getErr());
    }

    private <T> T configuration(Class<T> type, T usual) {
        return file == null ? usual : ConfigurationFile.read(file, type, System.getenv());
    }

    /** What services log of AWS stands in the report as well. */
    private void logProblemsOnlyIfAsked() {
        if (!commandLine().getParseResult().hasMatchedOption("--verbose")) {
            ((Logger) LoggerFactory.getLogger("dev.lonekey.ingest")).setLevel(Level.ERROR);
        }
    }
}
