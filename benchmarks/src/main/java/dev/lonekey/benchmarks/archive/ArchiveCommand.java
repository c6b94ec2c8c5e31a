package dev.lonekey.benchmarks.archive;

import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.cli.ExitStatus;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code benchmarks/run archive}. */
@picocli.CommandLine.Command(name = "archive", description = "Make an archive, and say what it is like.")
public final class ArchiveCommand extends Command {

    @Option(
            names = "--raw",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "Its size, inflated (default ${DEFAULT-VALUE}).")
    private long rawMib;

    @Option(
            names = "--interest",
            paramLabel = "SHARE",
            defaultValue = "0.001",
            description = "Share of records that travel (default ${DEFAULT-VALUE}).")
    private double interest;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed makes the same archive.")
    private long seed;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "benchmarks/target/archives",
            description = "Where (default ${DEFAULT-VALUE}).")
    private Path folder;

    @Override
    protected int run() throws Exception {
        var archive = Archive.in(folder, rawMib, interest, seed);
        commandLine()
                .getOut()
                .printf(
                        "%s: %d files of %.1f MB, %d records of %d bytes, %.1f : 1%n",
                        archive.folder(),
                        archive.files().size(),
                        archive.storedBytes() / 1e6 / archive.files().size(),
                        archive.records(),
                        archive.rawBytes() / archive.records(),
                        (double) archive.rawBytes() / archive.storedBytes());
        return ExitStatus.NOTHING_OPEN;
    }
}
