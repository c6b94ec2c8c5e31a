package dev.lonekey.ingest.trail;

import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.config.ArchiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where in the bucket the accounts' trails are: an account's own directly in {@code AWSLogs/}, an organization's in a folder
 * of its own, and sometimes both. What is not set is found out, and again once an hour.
 */
final class TrailRoots {

    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    private record Found(Set<String> names, Instant at) {}

    private final Bucket bucket;
    private final ArchiveSettings settings;
    private Optional<Found> found = Optional.empty();

    TrailRoots(Bucket bucket, ArchiveSettings settings) {
        this.bucket = bucket;
        this.settings = settings;
    }

    /**
     * The folders of an account.
     *
     * @throws AwsFailure if they cannot be told, or there are none
     */
    List<String> of(String account, Instant now) {
        var prefix = settings.folder();
        if (settings.organization().isPresent()) {
            return List.of(TrailLayout.account(prefix, settings.organization(), account));
        }
        var names = names(now);
        var folders = new ArrayList<String>();
        names.stream()
                .filter(name -> name.startsWith("o-"))
                .sorted()
                .forEach(organization -> folders.add(TrailLayout.account(prefix, Optional.of(organization), account)));
        if (names.contains(account)) {
            folders.add(TrailLayout.account(prefix, Optional.empty(), account));
        }
        if (folders.isEmpty()) {
            throw new AwsFailure(new AwsProblem(
                    AwsProblem.Kind.NOT_FOUND,
                    "no files of its trail",
                    "account %s: %s/%s has no files of its trail; correct ingest.archive.bucket or ingest.archive.prefix, or have the trail write there"
                            .formatted(account, bucket, TrailLayout.logs(prefix))));
        }
        return folders;
    }

    private synchronized Set<String> names(Instant now) {
        if (found.filter(known -> known.at().plus(KNOWN_FOR).isAfter(now)).isEmpty()) {
            var logs = TrailLayout.logs(settings.folder());
            var names = bucket.folders(logs).stream()
                    .map(folder -> folder.substring(logs.length(), folder.length() - 1))
                    .collect(Collectors.toSet());
            found = Optional.of(new Found(names, now));
        }
        return found.orElseThrow().names();
    }
}
