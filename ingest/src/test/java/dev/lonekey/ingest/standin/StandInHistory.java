package dev.lonekey.ingest.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** CloudTrail's event history of an account, which has every record of it for 90 days. */
public final class StandInHistory {

    private static final Duration KEPT = Duration.ofDays(90);

    /** Where a list goes on: pages shift when events come in before them. */
    private record Token(String query, int from) {}

    private final Clock clock;
    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private Duration lateness = Duration.ZERO;
    private Runnable afterNextPage = () -> {};
    private boolean refusesTokens;

    StandInHistory(Clock clock) {
        this.clock = clock;
    }

    /** Shows events that are recorded from now on only so long after they happened. */
    public synchronized void showAfter(Duration delay) {
        lateness = delay;
    }

    /** Adds a record, of any time, that only the history has. */
    public void add(String record) {
        add(RecordedEvent.of(record, clock.instant()));
    }

    /** Adds an event whose record is whatever it is. */
    public void add(Instant at, String eventName, String region, String record) {
        var none = Optional.<String>empty();
        var id = UUID.randomUUID().toString();
        add(new RecordedEvent(id, at, clock.instant(), eventName, "iam.amazonaws.com", region, none, none, record));
    }

    /** What happens between the next page that is not the last and the one after it; once. */
    public synchronized void afterNextPage(Runnable happening) {
        afterNextPage = happening;
    }

    /** Takes no token that was given so far. */
    public synchronized void forgetTokens() {
        tokens.clear();
    }

    /** Takes no tokens at all. */
    public synchronized void refuseTokens(boolean refuse) {
        refusesTokens = refuse;
    }

    synchronized void recorded(String record) {
        events.add(RecordedEvent.of(record, clock.instant().plus(lateness)));
    }

    private synchronized void add(RecordedEvent event) {
        events.add(event);
    }

    /**
     * A page of the events that are wanted, newest first.
     *
     * @param next where the next page goes on
     */
    record Page(List<RecordedEvent> events, Optional<String> next) {}

    Page page(String query, Optional<String> token, Predicate<RecordedEvent> wanted, int size) {
        Runnable happening;
        Page page;
        synchronized (this) {
            page = slice(query, token, wanted, size);
            happening = page.next().isPresent() ? afterNextPage : () -> {};
            afterNextPage = page.next().isPresent() ? () -> {} : afterNextPage;
        }
        happening.run();
        return page;
    }

    private Page slice(String query, Optional<String> token, Predicate<RecordedEvent> wanted, int size) {
        var found = found(wanted);
        var from = token.map(given -> start(given, query)).orElse(0);
        var to = Math.min(from + size, found.size());
        var page = found.subList(Math.min(from, to), to);
        if (to == found.size()) {
            return new Page(page, Optional.empty());
        }
        var next = UUID.randomUUID().toString();
        tokens.put(next, new Token(query, to));
        return new Page(page, Optional.of(next));
    }

    private List<RecordedEvent> found(Predicate<RecordedEvent> wanted) {
        var now = clock.instant();
        var found = new ArrayList<>(events.stream()
                .filter(event -> !event.shownAt().isAfter(now) && !event.at().isBefore(now.minus(KEPT)))
                .filter(wanted)
                .toList());
        found.sort(Comparator.comparing(RecordedEvent::at).reversed());
        return found;
    }

    private int start(String token, String query) {
        return Optional.ofNullable(tokens.get(token))
                .filter(given -> !refusesTokens && given.query().equals(query))
                .map(Token::from)
                .orElseThrow(() -> new ServiceError(
                        400, "InvalidNextTokenException", "Invalid token in request, or the parameters have changed."));
    }
}
