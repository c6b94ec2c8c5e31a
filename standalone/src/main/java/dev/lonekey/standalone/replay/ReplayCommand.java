package dev.lonekey.standalone.replay;

import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.standalone.cli.BrokerPort;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.config.KafkaOptions;
import dev.lonekey.standalone.saved.SavedOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lonekey replay PATH…}. */
@picocli.CommandLine.Command(
        name = "replay",
        description = {
            "Find violations in CloudTrail archives.",
            "Takes .json and .json.gz files as CloudTrail delivers them, one record a line, and the output of LookupEvents."
        },
        footer = {
            "",
            "Without a configured Kafka everything runs in this process, and nothing is kept.",
            "Exit status: 0 nothing is open at the end, 2 violations are open, 1 an error, also when a file was broken.",
            "",
            "Examples:",
            "  lonekey replay AWSLogs/",
            "  lonekey replay --snapshot saved/ AWSLogs/",
            "  zcat trail.json.gz | lonekey replay --output jsonl - | jq .principal.name"
        })
public final class ReplayCommand extends Command {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files and folders; - is standard input.")
    private List<Path> paths = List.of();

    @Option(
            names = "--snapshot",
            paramLabel = "DIR",
            description = "Saved output of the AWS CLI as a baseline, as lonekey check takes it.")
    private Path snapshot;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "With --snapshot: the account of files that do not tell it.")
    private String account;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            converter = OutputFormat.Converter.class,
            description = {
                "table: what is open and what to do, at the end (default on a terminal).",
                "jsonl: the violation events as they are published, one a line (default elsewhere)."
            })
    private OutputFormat output;

    @Mixin
    private BrokerPort port;

    @Mixin
    private KafkaOptions kafka;

    @Override
    protected int run() throws Exception {
        requireInput();
        paths.forEach(ReplayCommand::requireReadable);
        if (paths.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw new Failure("standard input can be read once only; give - a single time");
        }
        var brokerPort = port.number();
        var configuration = kafka.configuration();
        var format = output != null ? output : OutputFormat.ofStandardOutput();
        var baseline = baseline();
        try (var source = new ArchiveSource(paths, System.in)) {
            return new Replay(
                            baseline,
                            source,
                            format,
                            commandLine().getOut(),
                            commandLine().getErr())
                    .run(configuration, brokerPort);
        }
    }

    private void requireInput() {
        if (paths.isEmpty() && snapshot == null) {
            throw new Failure("replay what? Give files or folders of CloudTrail records, or --snapshot DIR, or both");
        }
        if (account != null && snapshot == null) {
            throw new Failure("--account says whose the files of --snapshot are; give that as well");
        }
    }

    private Baseline baseline() {
        if (snapshot == null) {
            return Baseline.NONE;
        }
        var saved = SavedOutput.read(snapshot, Optional.ofNullable(account), Clock.systemUTC());
        var baseline = new Baseline(saved);
        if (saved.accounts().isEmpty()) {
            baseline.tellProblems(commandLine().getErr());
        }
        saved.requireUsable();
        return baseline;
    }

    private static void requireReadable(Path path) {
        if (path.equals(STANDARD_INPUT)) {
            return;
        }
        if (path.toString().isBlank()) {
            throw new Failure(
                    "a path is empty; give files or folders of CloudTrail records, or . for the current folder");
        }
        if (!Files.exists(path)) {
            throw new Failure(path + " does not exist; give files or folders of CloudTrail records");
        }
        if (!Files.isReadable(path)) {
            throw new Failure(path + " cannot be read; check its permissions");
        }
    }
}
