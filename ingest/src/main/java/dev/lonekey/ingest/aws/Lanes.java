package dev.lonekey.ingest.aws;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens lanes, as many as there are accounts: a lane has no thread of its own. Calls are counted as
 * {@code lonekey.ingest.aws.calls} by action and outcome, {@code ok} or the kind of problem.
 */
public final class Lanes implements AutoCloseable {

    private final Pace pace;
    private final Crew crew;
    private final Set<Lane> open = ConcurrentHashMap.newKeySet();

    /** @param clients stay open when the lanes are closed */
    public Lanes(AwsClients clients, Pace pace, MeterRegistry meters) {
        this.pace = pace;
        this.crew = new Crew(clients, meters);
    }

    /** Opens the lane of an account; close it when the account is no longer ours. */
    public Lane open(String account) {
        var lane = new Lane(account, crew, pace, open::remove);
        open.add(lane);
        return lane;
    }

    /** Closes all lanes. */
    @Override
    public void close() {
        List.copyOf(open).forEach(Lane::close);
        crew.close();
    }
}
