package dev.lonekey.ingest.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The S3 bucket in which trails keep their files.
 *
 * @param bucket its name; without it no archive is read, but for objects that messages of the queue name
 * @param prefix what stands before {@code AWSLogs/} in the names of objects
 * @param organization the id of the organization whose trail it is; by default the bucket is asked
 * @param every how often new objects are looked for
 * @param lookBack how far back an account is read of which nothing was read yet
 * @param roleArn a role that may read the bucket; by default the credentials themselves may
 */
public record ArchiveSettings(
        Optional<String> bucket,
        Optional<String> prefix,
        Optional<String> organization,
        Optional<Duration> every,
        Optional<Duration> lookBack,
        Optional<String> roleArn) {

    public static final ArchiveSettings DEFAULT = new ArchiveSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Duration USUAL_EVERY = Duration.ofMinutes(5);
    private static final Duration USUAL_LOOK_BACK = Duration.ofDays(1);
    private static final Duration LEAST_EVERY = Duration.ofSeconds(10);

    /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">What S3 takes</a>. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/.+");

    public ArchiveSettings {
        bucket = bucket == null ? Optional.empty() : bucket;
        prefix = prefix == null ? Optional.empty() : prefix;
        organization = organization == null ? Optional.empty() : organization;
        every = every == null ? Optional.empty() : every;
        lookBack = lookBack == null ? Optional.empty() : lookBack;
        roleArn = roleArn == null ? Optional.empty() : roleArn;
        requireMatch(
                "bucket",
                bucket,
                BUCKET,
                "it is a bucket's name as in example-trail, without s3:// and without a folder");
        requireMatch("organization", organization, ORGANIZATION, "it is an organization's id as in o-exampleorgid");
        requireMatch(
                "role-arn", roleArn, ROLE, "it is a role's ARN as in arn:aws:iam::111122223333:role/lonekey-archive");
        every.filter(time -> time.compareTo(LEAST_EVERY) < 0).ifPresent(tooShort -> {
            throw new RefusedSetting("every", "it is at least " + LEAST_EVERY.toSeconds() + "s");
        });
    }

    private static void requireMatch(String name, Optional<String> value, Pattern pattern, String what) {
        value.filter(text -> !pattern.matcher(text).matches()).ifPresent(other -> {
            throw new RefusedSetting(name, what);
        });
    }

    /** The prefix with one slash behind it, or nothing. */
    public String folder() {
        return Stream.of(prefix.orElse("").split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part + "/")
                .reduce("", String::concat);
    }

    public Duration everyOrUsual() {
        return every.orElse(USUAL_EVERY);
    }

    public Duration lookBackOrUsual() {
        return lookBack.orElse(USUAL_LOOK_BACK);
    }
}
