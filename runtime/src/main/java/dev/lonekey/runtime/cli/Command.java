package dev.lonekey.runtime.cli;

import dev.lonekey.runtime.failure.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command of the {@code lonekey} command line. Its call returns the {@link ExitStatus}. */
public abstract class Command implements Callable<Integer> {

    @Mixin
    private Verbosity verbosity;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        verbosity.apply();
        var stop = new OrderlyStop();
        try {
            return run();
        } catch (Failure failure) {
            if (stop.isAsked()) {
                return ExitStatus.ERROR;
            }
            return Failures.report(spec.commandLine().getErr(), failure, verbosity.isVerbose());
        } catch (InterruptedException stopped) {
            return ExitStatus.ERROR;
        } catch (Exception unexpected) {
            if (stop.isAsked()) {
                return ExitStatus.ERROR; // whatever was under way did not end as it should, as was to be expected
            }
            return Failures.reportUnexpected(spec.commandLine().getErr(), unexpected, verbosity.isVerbose());
        } finally {
            stop.close();
        }
    }

    /**
     * Does the work.
     *
     * @return an {@link ExitStatus}
     * @throws Failure to end with a line for the user
     */
    protected abstract int run() throws Exception;

    protected final CommandLine commandLine() {
        return spec.commandLine();
    }
}
