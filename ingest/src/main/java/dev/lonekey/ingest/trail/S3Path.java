package dev.lonekey.ingest.trail;

import java.util.regex.Pattern;

/**
 * A bucket and what the names of its objects begin with, as the AWS CLI writes it: {@code s3://BUCKET/PREFIX}.
 *
 * @param prefix may be empty
 */
public record S3Path(String bucket, String prefix) {

    private static final String SCHEME = "s3://";
    private static final Pattern PATH = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    /** Whether a text is meant to be such a path. */
    public static boolean isMeant(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads such a path.
     *
     * @throws IllegalArgumentException if it is none; the message says what it has to be
     */
    public static S3Path of(String text) {
        var path = PATH.matcher(text);
        if (!path.matches()) {
            throw new IllegalArgumentException(text + " is no s3://BUCKET/PREFIX");
        }
        return new S3Path(path.group(1), path.group(2) == null ? "" : path.group(2));
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + prefix;
    }
}
