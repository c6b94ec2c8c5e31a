package dev.lonekey.ingest.history;

import dev.lonekey.contract.cloudtrail.EventName;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.CloudTrailAction;
import dev.lonekey.ingest.aws.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/** A window that is being read: one query for each event, one page after the other. Gives up when there are too many. */
final class Reading {

    /** LookupEvents takes no more. */
    private static final int EVENTS_PER_PAGE = 50;

    /** In all queries of a window together: some 2,000 events at most, a few megabytes. */
    static final int MOST_PAGES = 50;

    /** A window that is no longer than this has no more events than IAM lets happen. */
    static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final int MOST_RESTARTS = 5;
    private static final List<EventName> EVENTS = List.of(EventName.values());

    private final Lane lane;
    private final Window window;
    private final EventReader reader;
    private final Map<String, HistoryEvent> found = new LinkedHashMap<>();
    private int pages;

    Reading(Lane lane, Window window) {
        this.lane = lane;
        this.window = window;
        this.reader = EventReader.of(lane.account(), window.to());
    }

    /** Reads it; false if it has too many events. */
    CompletableFuture<Boolean> read() {
        return readFrom(0);
    }

    private CompletableFuture<Boolean> readFrom(int event) {
        return event == EVENTS.size()
                ? CompletableFuture.completedFuture(true)
                : query(EVENTS.get(event), 0)
                        .thenCompose(isAll -> isAll ? readFrom(event + 1) : CompletableFuture.completedFuture(false));
    }

    /** AWS may forget how far a query has come; then it begins anew. */
    private CompletableFuture<Boolean> query(EventName event, int restarts) {
        return pages(event, Optional.empty())
                .exceptionallyCompose(failure -> isInvalidToken(failure) && restarts < MOST_RESTARTS
                        ? query(event, restarts + 1)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Boolean> pages(EventName event, Optional<String> token) {
        if (pages >= MOST_PAGES && window.length().compareTo(SHORTEST) > 0) {
            return CompletableFuture.completedFuture(false);
        }
        pages++;
        return lane.call(
                        CloudTrailAction.LOOKUP_EVENTS,
                        (cloudTrail, credentials) -> cloudTrail.lookupEvents(request(event, token, credentials)))
                .thenCompose(page -> {
                    keep(page);
                    return Optional.ofNullable(page.nextToken())
                            .map(next -> pages(event, Optional.of(next)))
                            .orElseGet(() -> CompletableFuture.completedFuture(true));
                });
    }

    private LookupEventsRequest request(
            EventName event, Optional<String> token, AwsRequestOverrideConfiguration credentials) {
        return LookupEventsRequest.builder()
                .lookupAttributes(LookupAttribute.builder()
                        .attributeKey(LookupAttributeKey.EVENT_NAME)
                        .attributeValue(event.text())
                        .build())
                .startTime(window.from())
                .endTime(window.to())
                .maxResults(EVENTS_PER_PAGE)
                .nextToken(token.orElse(null))
                .overrideConfiguration(credentials)
                .build();
    }

    /** Each once, though pages shift when events appear in between. */
    private void keep(LookupEventsResponse page) {
        page.events().forEach(event -> reader.read(event).ifPresent(read -> found.putIfAbsent(read.id(), read)));
    }

    private static boolean isInvalidToken(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof AwsFailure && cause.getCause() instanceof InvalidNextTokenException;
    }

    int pagesRead() {
        return pages;
    }

    /** What was found, in the order in which it happened: a deletion that is read after a later creation would be news. */
    List<HistoryEvent> found() {
        var events = new ArrayList<>(found.values());
        Collections.reverse(events);
        events.sort(Comparator.comparing(HistoryEvent::at));
        return events;
    }
}
