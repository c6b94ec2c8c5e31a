package dev.lonekey.ingest.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The SQS queue to which EventBridge sends the events of all accounts.
 *
 * @param url of the queue; without it there is none, and changes are only found by snapshots
 * @param receivers how many batches are worked on at once
 * @param silentAfter no message for so long is news; by default it is not, since events about users and keys may be rare
 */
public record QueueSettings(Optional<URI> url, Optional<Integer> receivers, Optional<Duration> silentAfter) {

    public static final QueueSettings DEFAULT = new QueueSettings(Optional.empty(), Optional.empty());

    private static final Duration LEAST_SILENCE = Duration.ofMinutes(1);

    private static final int USUAL_RECEIVERS = 2;
    private static final int MOST_RECEIVERS = 16;

    /** Where no silence is news. */
    public QueueSettings(Optional<URI> url, Optional<Integer> receivers) {
        this(url, receivers, Optional.empty());
    }

    public QueueSettings {
        url = url == null ? Optional.empty() : url;
        receivers = receivers == null ? Optional.empty() : receivers;
        if (receivers.orElse(1) < 1 || receivers.orElse(1) > MOST_RECEIVERS) {
            throw new RefusedSetting("receivers", "it is a number from 1 to " + MOST_RECEIVERS);
        }
        silentAfter = silentAfter == null ? Optional.empty() : silentAfter;
        if (silentAfter.filter(length -> length.compareTo(LEAST_SILENCE) < 0).isPresent()) {
            throw new RefusedSetting("silent-after", "it is at least 1m");
        }
        url.filter(queue -> queue.getHost() == null).ifPresent(queue -> {
            throw new RefusedSetting(
                    "url", "it is a URL as in https://sqs.us-east-1.amazonaws.com/111122223333/lonekey");
        });
    }

    public int receiversOrUsual() {
        return receivers.orElse(USUAL_RECEIVERS);
    }
}
