package dev.lonekey.standalone.replay;

import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import dev.lonekey.standalone.cli.Command;
import dev.lonekey.standalone.cli.Failure;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.config.KafkaOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            "  zcat trail.json.gz | lonekey replay --output jsonl - | jq .principal.name"
        })
public final class ReplayCommand extends Command {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders; - is standard input.")
    private List<Path> paths;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            converter = OutputFormat.Converter.class,
            description = {
                "table: what is open and what to do, at the end (default on a terminal).",
                "jsonl: the violation events as they are published, one a line (default elsewhere)."
            })
    private OutputFormat output;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of the embedded broker (default: any free one).")
    private int port;

    @Mixin
    private KafkaOptions kafka;

    @Override
    protected int run() throws Exception {
        paths.forEach(ReplayCommand::requireReadable);
        if (paths.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw new Failure("standard input can be read once only; give - a single time");
        }
        requirePort(port);
        var configuration = kafka.configuration();
        var format = output != null ? output : OutputFormat.ofStandardOutput();
        try (var source = new ArchiveSource(paths, System.in)) {
            return new Replay(
                            source,
                            format,
                            commandLine().getOut(),
                            commandLine().getErr())
                    .run(configuration, port);
        }
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

    private static void requirePort(int port) {
        if (port < EmbeddedBroker.ANY_PORT || port > 65_535) {
            throw new Failure("--port " + port + " is no port; give a number from 1 to 65535");
        }
    }
}
