package dev.lonekey.ingest.aws;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What AWS wrote. Only what is recognised in it may be shown. */
record AwsText(String text) {

    private static final Pattern ACTION =
            Pattern.compile("is not authorized to perform: ([a-z0-9-]{1,40}:[A-Za-z]{1,80})(?![A-Za-z0-9:*])");
    private static final Pattern ROLE =
            Pattern.compile("on resource: (arn:aws[a-z-]{0,20}:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,300})");
    /** As in "Signature expired: SIGNED is now earlier than LIMIT (NOW - 15 min.)", and as "still later" with a plus. */
    private static final Pattern TIMES =
            Pattern.compile("([0-9]{8}T[0-9]{6}Z) is (?:now earlier|still later) than [0-9]{8}T[0-9]{6}Z"
                    + " \\(([0-9]{8}T[0-9]{6}Z) [+-]");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    /** The action that is denied, which may be another than the one that was called. */
    Optional<String> action() {
        return first(ACTION);
    }

    /** The ARN of the role that cannot be assumed. */
    Optional<String> role() {
        return first(ROLE);
    }

    boolean isExplicitDeny() {
        return text.contains("with an explicit deny");
    }

    /** A policy of a kind that is not mended in the role. */
    Optional<String> policyKind() {
        return Stream.of("service control policy", "resource control policy", "permissions boundary", "session policy")
                .filter(text::contains)
                .findFirst()
                .map(kind -> "a " + kind)
                .or(() -> isExplicitDeny() ? Optional.of("a policy") : Optional.empty());
    }

    boolean isAboutTime() {
        return text.startsWith("Signature expired") || text.startsWith("Signature not yet current");
    }

    /** How far apart AWS's clock and ours are, in whole minutes or, below one, in seconds. */
    Optional<String> clockDifference() {
        var times = TIMES.matcher(text);
        if (!times.find()) {
            return Optional.empty();
        }
        try {
            var between = Duration.between(
                            LocalDateTime.parse(times.group(1), TIME), LocalDateTime.parse(times.group(2), TIME))
                    .abs();
            return Optional.of(between.toMinutes() > 0 ? between.toMinutes() + " min" : between.toSeconds() + " s");
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<String> first(Pattern pattern) {
        var found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
