package dev.lonekey.standalone.cli;

import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.standalone.broker.EmbeddedBroker;
import picocli.CommandLine.Option;

/** The {@code --port} option of commands that may start a broker. */
public final class BrokerPort {

    private static final int LAST = 65_535;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of the embedded broker (default: any free one).")
    private int number;

    /**
     * The port, or {@link EmbeddedBroker#ANY_PORT}.
     *
     * @throws Failure if it is none
     */
    public int number() {
        if (number < EmbeddedBroker.ANY_PORT || number > LAST) {
            throw new Failure("--port " + number + " is no port; give a number from 1 to " + LAST);
        }
        return number;
    }
}
