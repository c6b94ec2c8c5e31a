package dev.lonekey.detector.webhook;

import dev.lonekey.detector.webhook.Answer.Closed;
import dev.lonekey.detector.webhook.Answer.Later;
import dev.lonekey.detector.webhook.Answer.NotTaken;
import dev.lonekey.detector.webhook.Answer.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.utils.ExponentialBackoff;

/** One event on its way: posted again and again, with growing pauses, until it is taken. Used by one thread. */
final class Delivery {

    /** An event that is refused so often is given up: it would hold up all that come after it for ever. */
    static final int MOST_REFUSALS = 5;

    private static final double JITTER = 0.2;
    private static final ExponentialBackoff SOON = new ExponentialBackoff(500, 2, 60_000, JITTER);
    private static final ExponentialBackoff SELDOM = new ExponentialBackoff(5_000, 2, 300_000, JITTER);

    private final ConsumerRecord<String, String> record;
    private final Receiver receiver;
    private final Message message;
    private Optional<CompletableFuture<Answer>> underWay = Optional.empty();
    private long due = System.nanoTime();
    private int tries;
    private int refusals;

    Delivery(ConsumerRecord<String, String> record, Receiver receiver, Message message) {
        this.record = record;
        this.receiver = receiver;
        this.message = message;
    }

    /** Whether it is this one's; others may have taken over the partition of the one before. */
    boolean isOf(ConsumerRecord<String, String> other) {
        return record == other;
    }

    /** How long there is nothing to do but to wait. */
    Duration pause() {
        var left = Duration.ofNanos(due - System.nanoTime());
        return underWay.isPresent() || left.isNegative() ? Duration.ZERO : left;
    }

    /** Posts if it is time to, and waits a while for the answer. */
    Optional<Answer> advance(Duration atMost) {
        var answer = underWay.orElseGet(this::post);
        try {
            var given = answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            underWay = Optional.empty();
            return Optional.of(given);
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    private CompletableFuture<Answer> post() {
        tries++;
        var answer = receiver.post(message);
        underWay = Optional.of(answer);
        return answer;
    }

    /** Whether an answer is outstanding: the receiver may have it. */
    boolean isUnderWay() {
        return underWay.isPresent();
    }

    /** Waits after an answer that it did not like; false when the event is given up. */
    boolean mayTryAgainAfter(NotTaken answer) {
        var pause = pauseAfter(answer);
        due = System.nanoTime() + pause.toNanos();
        return refusals < MOST_REFUSALS;
    }

    private Duration pauseAfter(NotTaken answer) {
        if (answer instanceof Closed) {
            return Duration.ofMillis(SELDOM.backoff(tries - 1L));
        }
        refusals = answer instanceof Refused ? refusals + 1 : 0;
        var usual = Duration.ofMillis(SOON.backoff(tries - 1L));
        var asked = answer instanceof Later later ? later.after().orElse(usual) : usual;
        return asked.compareTo(usual) > 0 ? asked : usual;
    }
}
