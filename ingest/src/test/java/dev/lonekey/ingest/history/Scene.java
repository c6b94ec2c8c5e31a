package dev.lonekey.ingest.history;

import dev.lonekey.contract.topic.Topics;
import dev.lonekey.ingest.aws.LanesOfStandIn;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.config.HistorySettings;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.MovableClock;
import dev.lonekey.ingest.standin.StandInAccount;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account of a stand-in at noon, and somebody who reads its event history every five minutes. */
final class Scene implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    static final Duration EVERY = Duration.ofMinutes(5);

    final MovableClock clock = new MovableClock(NOON);
    final AwsStandIn aws = AwsStandIn.start(clock);
    final StandInAccount account = aws.account(aws.homeAccount());
    final Forwarded forwarded = new Forwarded();
    final WrittenCheckpoints checkpoints = new WrittenCheckpoints();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final EventHistory history =
            new EventHistory(forwarded, new Checkpoints(Topics.EMBEDDED, partition -> Map.of(), checkpoints), meters);
    private final LanesOfStandIn lanes;
    private HistoryPoll poll;

    Scene() {
        this(Duration.ofDays(7), LanesOfStandIn.hurried());
    }

    Scene(Duration lookBack, Pace pace) {
        lanes = LanesOfStandIn.of(aws, pace);
        settings = new HistorySettings(Optional.of(EVERY), Optional.of(lookBack));
        poll = newPoll();
    }

    private final HistorySettings settings;

    private HistoryPoll newPoll() {
        return new HistoryPoll(lanes.open(account.id()), history, settings, checkpoints.newest(), clock.instant());
    }

    HistoryPoll poll() {
        return poll;
    }

    /** Somebody else goes on as far as the newest checkpoint says. */
    void restart() {
        poll.stop();
        poll = newPoll();
    }

    /** Reads whatever is due. */
    List<HistoryStep> read() {
        var steps = new ArrayList<HistoryStep>();
        while (poll.isDue(clock.instant())) {
            try {
                var step = poll.poll(clock.instant()).join();
                poll.polled(step, clock.instant());
                steps.add(step);
            } catch (RuntimeException failure) {
                poll.notPolled(clock.instant());
                throw failure;
            }
        }
        return steps;
    }

    /** Reads every five minutes, for so long. */
    void readFor(Duration time) {
        for (var end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
            clock.advance(EVERY);
            read();
        }
    }

    int calls() {
        return aws.calls().count(account.id(), "cloudtrail:LookupEvents");
    }

    long counted(String kind) {
        return (long)
                meters.counter("lonekey.ingest.history.events", "kind", kind).count();
    }

    @Override
    public void close() {
        lanes.close();
        aws.close();
    }
}
