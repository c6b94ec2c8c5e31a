package dev.lonekey.ingest.history;

import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.checkpoint.CheckpointKey;
import dev.lonekey.ingest.checkpoint.CheckpointKey.Source;
import dev.lonekey.ingest.checkpoint.Checkpoints;
import dev.lonekey.ingest.checkpoint.HistoryCheckpoint;
import dev.lonekey.ingest.source.Batch;
import dev.lonekey.ingest.source.BatchWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Forwards the events of accounts that CloudTrail shows without a trail. No thread is held by what waits.
 *
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html">LookupEvents</a>
 */
public final class EventHistory {

    private final BatchWriter writer;
    private final Checkpoints checkpoints;
    private final HistoryMeters meters;

    public EventHistory(BatchWriter writer, Checkpoints checkpoints, MeterRegistry meters) {
        this.writer = writer;
        this.checkpoints = checkpoints;
        this.meters = new HistoryMeters(meters);
    }

    /**
     * Reads a window, forwards what was not forwarded before, and when that is safe writes how far it has come.
     *
     * @param lane at the pace of {@link dev.lonekey.ingest.aws.Pace#ofLookups}
     * @return fails with {@link dev.lonekey.ingest.aws.AwsFailure} if AWS did not tell, with
     *     {@link java.util.concurrent.CancellationException} if the lane was closed, and with whatever the writing failed
     *     with; then the checkpoint stays as it was
     */
    public CompletableFuture<HistoryStep> read(Lane lane, Window window, HistoryCheckpoint before) {
        var reading = new Reading(lane, window);
        return reading.read()
                .thenCompose(isAll -> isAll
                        ? forward(lane.account(), window, reading, before)
                        : CompletableFuture.completedFuture(new HistoryStep.TooMany(window, reading.pagesRead())));
    }

    private CompletableFuture<HistoryStep> forward(
            String account, Window window, Reading reading, HistoryCheckpoint before) {
        var found = reading.found();
        var fresh = found.stream()
                .filter(event -> !before.seen().containsKey(event.id()))
                .toList();
        var repeated = found.size() - fresh.size();
        var batch = new Batch(
                fresh.stream()
                        .map(HistoryEvent::record)
                        .flatMap(Optional::stream)
                        .toList(),
                fresh.stream()
                        .map(HistoryEvent::rejected)
                        .flatMap(Optional::stream)
                        .toList());
        var after = before.reached(window.to(), times(fresh));
        return writer.write(batch)
                .thenCompose(safe -> {
                    meters.safe(batch.records().size(), batch.rejected().size(), repeated);
                    return checkpoints.write(new CheckpointKey(Source.HISTORY, account), after);
                })
                .thenApply(written -> new HistoryStep.Done(window, reading.pagesRead(), after, fresh.size(), repeated));
    }

    private static Map<String, Long> times(List<HistoryEvent> events) {
        var times = new HashMap<String, Long>();
        events.forEach(event -> times.put(event.id(), event.at().getEpochSecond()));
        return times;
    }
}
