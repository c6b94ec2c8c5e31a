package dev.lonekey.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The {@code --verbose} option of every command. */
public final class Verbosity {

    @Option(names = "--verbose", description = "Log what happens inside, and show stack traces.")
    private boolean verbose;

    /** Raises the log levels if asked to; {@code logback.xml} says what they are otherwise. */
    void apply() {
        // Before there are other threads: two that begin to log at once make slf4j complain.
        DiscreetLogging.begin();
        if (verbose) {
            raise(Logger.ROOT_LOGGER_NAME, Level.INFO);
            raise("org.apache.kafka", Level.WARN);
            raise("kafka", Level.WARN);
            raise("software.amazon.awssdk", Level.WARN);
        }
    }

    boolean isVerbose() {
        return verbose;
    }

    private static void raise(String logger, Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
    }
}
