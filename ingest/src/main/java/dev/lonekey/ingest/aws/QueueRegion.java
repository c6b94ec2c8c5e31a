package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.config.IngestSettings;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** The region of the queue, which is not always that of STS: its URL tells, unless it is a name of somebody's own. */
final class QueueRegion {

    private static final String REGION = "([a-z]{2,5}(?:-[a-z]+)+-[0-9]{1,2})";

    /** {@code sqs.REGION}, also as {@code sqs-fips} and at the end of a VPC endpoint's name, or the older {@code REGION.queue}. */
    private static final Pattern HOST =
            Pattern.compile("(?:.*\\.)?(?:(?:sqs|sqs-fips)\\." + REGION + "|" + REGION + "\\.queue)\\..*");

    private QueueRegion() {}

    static String of(IngestSettings settings) {
        return settings.queue().url().flatMap(QueueRegion::of).orElseGet(settings::regionOrUsual);
    }

    private static Optional<String> of(URI url) {
        var host = HOST.matcher(url.getHost());
        return host.matches()
                ? Optional.ofNullable(host.group(1)).or(() -> Optional.ofNullable(host.group(2)))
                : Optional.empty();
    }
}
