package dev.lonekey.ingest.queue;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param poll how long SQS waits for a message before it says that there is none; it takes whole seconds, 20 at most
 * @param visibility how long a message that was received is hidden from other receivers; whole seconds. What a process takes
 *     that ends before it has looked at it comes again only after so long, so it is short, and renewed while work is under way
 * @param firstPause before what failed is tried again
 * @param longestPause to which the first one grows, doubled with every failure
 * @param grace what is in hand at the end gets to be finished
 */
record Timing(Duration poll, Duration visibility, Duration firstPause, Duration longestPause, Duration grace) {

    static final Timing USUAL = new Timing(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(3));
}
