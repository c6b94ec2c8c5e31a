package dev.lonekey.detector.stream;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.violation.ViolationEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was published, for state that is empty to be made out of. */
public interface Seeds {

    /** The newest event of each violation of the accounts in a partition, by account; of none an empty list. */
    Map<String, List<ViolationEvent>> of(int partition);

    /** What is not older stands in the topics still, and is heard again after a reset; empty if all of it is. */
    default Optional<Duration> toldAgain() {
        return Optional.of(
                Duration.ofMillis(Long.parseLong(Topic.CLOUDTRAIL.settings().get("retention.ms"))));
    }
}
