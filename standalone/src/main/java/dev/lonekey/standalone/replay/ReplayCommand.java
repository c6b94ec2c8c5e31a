package dev.lonekey.standalone.replay;

import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.trail.S3Path;
import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.standalone.archive.Archives;
import dev.lonekey.standalone.archive.Days;
import dev.lonekey.standalone.cli.BrokerPort;
import dev.lonekey.standalone.cli.OutputFormat;
import dev.lonekey.standalone.config.KafkaOptions;
import dev.lonekey.standalone.saved.SavedOutput;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lonekey replay PATH…}. */
@picocli.CommandLine.Command(
        name = "replay",
        description = {
            "Find violations in CloudTrail archives.",
            "Takes .json and .json.gz files as CloudTrail delivers them, one record a line, and the output of LookupEvents;"
                    + " and the bucket of a trail, with credentials found as the AWS CLI finds them."
        },
        footer = {
            "",
            "Without a configured Kafka everything runs in this process, and nothing is kept.",
            "Exit status: 0 nothing is open at the end, 2 violations are open, 1 an error, also when a file was broken.",
            "",
            "Examples:",
            "  lonekey replay AWSLogs/",
            "  lonekey replay --snapshot saved/ AWSLogs/",
            "  lonekey replay s3://example-trail --since 2026-10-01 --account 111122223333",
            "  zcat trail.json.gz | lonekey replay --output jsonl - | jq .principal.name"
        })
public final class ReplayCommand extends Command {

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Files and folders; - is standard input; s3://BUCKET/PREFIX is what stands before AWSLogs/.")
    private List<String> paths = List.of();

    @Mixin
    private Days days;

    @Option(
            names = "--snapshot",
            paramLabel = "DIR",
            description = "Saved output of the AWS CLI as a baseline, as lonekey check takes it.")
    private Path snapshot;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = {
                "In S3: an account whose files are read; may be given again and again. Default all.",
                "With --snapshot: the account of files that do not tell it."
            })
    private List<String> accounts = List.of();

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
        var archives = Archives.of(paths, days.range(accounts));
        var brokerPort = port.number();
        var configuration = kafka.configuration();
        var format = output != null ? output : OutputFormat.ofStandardOutput();
        var baseline = baseline();
        try (var opened = archives.open(kafka.ingest())) {
            return new Replay(
                            baseline,
                            opened.source(),
                            format,
                            commandLine().getOut(),
                            commandLine().getErr())
                    .run(configuration, brokerPort);
        } catch (AwsFailure failure) {
            throw new Failure(failure.getMessage(), failure);
        }
    }

    private void requireInput() {
        if (paths.isEmpty() && snapshot == null) {
            throw new Failure("replay what? Give files or folders of CloudTrail records, or --snapshot DIR, or both");
        }
        if (!accounts.isEmpty() && snapshot == null && paths.stream().noneMatch(S3Path::isMeant)) {
            throw new Failure("--account says whose the files of --snapshot are; give that as well");
        }
        if (accounts.size() > 1 && snapshot != null) {
            throw new Failure(
                    "--account says whose the files of --snapshot are that do not tell it; give it only once");
        }
    }

    private Baseline baseline() {
        if (snapshot == null) {
            return Baseline.NONE;
        }
        var saved = SavedOutput.read(snapshot, accounts.stream().findFirst(), Clock.systemUTC());
        var baseline = new Baseline(saved);
        if (saved.accounts().isEmpty()) {
            baseline.tellProblems(commandLine().getErr());
        }
        saved.requireUsable();
        return baseline;
    }
}
