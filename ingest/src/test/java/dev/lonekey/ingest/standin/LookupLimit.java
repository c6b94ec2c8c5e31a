package dev.lonekey.ingest.standin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many calls of LookupEvents AWS takes for an account and region, by real time; any number unless enforced. */
public final class LookupLimit {

    private static final long WINDOW = Duration.ofSeconds(1).toNanos();

    private final Map<String, Deque<Long>> calls = new ConcurrentHashMap<>();
    private final AtomicInteger excess = new AtomicInteger();
    private volatile int perSecond = Integer.MAX_VALUE;

    LookupLimit() {}

    /** Refuses what exceeds this number of calls in any second; AWS takes 2. */
    public void enforce(int mostPerSecond) {
        perSecond = mostPerSecond;
    }

    /** How many calls were refused. */
    public int excess() {
        return excess.get();
    }

    boolean admits(Request request) {
        var now = System.nanoTime();
        var recent = calls.computeIfAbsent(
                request.caller().account() + '/' + request.region(), unseen -> new ArrayDeque<>());
        synchronized (recent) {
            recent.removeIf(at -> now - at >= WINDOW);
            if (recent.size() >= perSecond) {
                excess.incrementAndGet();
                return false;
            }
            recent.add(now);
            return true;
        }
    }
}
