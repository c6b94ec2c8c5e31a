package dev.lonekey.ingest.checkpoint;

import java.util.Optional;

/**
 * Whose checkpoint it is, on the topic as {@code source/account}.
 *
 * @param source what goes on from there
 */
public record CheckpointKey(Source source, String account) {

    /** What has checkpoints. */
    public enum Source {
        /** Snapshots of IAM. */
        IAM("iam"),
        /** CloudTrail's event history. */
        HISTORY("history"),
        /** Files of the trail in S3. */
        ARCHIVE("archive"),
        /** What the organization said of the account. */
        ORGANIZATION("organization");

        private final String text;

        Source(String text) {
            this.text = text;
        }
    }

    String text() {
        return source.text + "/" + account;
    }

    /** Empty for the key of a source that a newer version has. */
    static Optional<CheckpointKey> of(String text) {
        for (var source : Source.values()) {
            if (text.startsWith(source.text + "/")) {
                return Optional.of(new CheckpointKey(source, text.substring(source.text.length() + 1)));
            }
        }
        return Optional.empty();
    }
}
