package dev.lonekey.benchmarks.harness;

import dev.lonekey.runtime.cli.Command;
import dev.lonekey.runtime.cli.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** A command that measures, prints its tables, and writes what it measured to a file. */
public abstract class Benchmark extends Command {

    /** How much is measured. */
    public enum Size {
        /** Minutes: shows that it works, and roughly what comes of it. */
        QUICK,
        /** What docs/performance.md shows. */
        FULL
    }

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "quick or full (default ${DEFAULT-VALUE}).",
            defaultValue = "quick")
    private Size size;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds that count (default ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where the JSON goes (default ${DEFAULT-VALUE}).",
            defaultValue = "benchmarks/results")
    private Path results;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only contenders whose names begin like this, for a profile.")
    private List<String> only = List.of();

    /** One of two figures, depending on the size that is asked for. */
    protected final long sized(long quick, long full) {
        return size == Size.FULL ? full : quick;
    }

    protected final int rounds() {
        return rounds;
    }

    /** Measures and reports. */
    protected final void run(Comparison all, int warmUps) throws Exception {
        run(all, warmUps, rounds);
    }

    /** Measures and reports what is the same in every round. */
    protected final void runOnce(Comparison all) throws Exception {
        run(all, 0, 1);
    }

    private void run(Comparison all, int warmUps, int rounds) throws Exception {
        var comparison = all.only(only);
        if (comparison.contenders().isEmpty()) {
            return;
        }
        var machine = Machine.here();
        var report = new Report(comparison, comparison.measure(warmUps, rounds), machine);
        report.markdown().forEach(commandLine().getOut()::println);
        commandLine().getOut().println();
        commandLine().getOut().flush();
        var name = commandLine().getCommandName() + "-"
                + comparison.title().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        report.writeJson(results.resolve(name + ".json"), commandLine().getCommandName(), options());
    }

    private Map<String, String> options() {
        var options = new TreeMap<String, String>();
        for (var option : commandLine().getCommandSpec().options()) {
            options.put(option.longestName(), String.valueOf(option.<Object>getValue()));
        }
        return options;
    }

    @Override
    protected final int run() throws Exception {
        measure();
        return ExitStatus.NOTHING_OPEN;
    }

    /** Does the measuring, by {@link #run(Comparison, int)}. */
    protected abstract void measure() throws Exception;
}
