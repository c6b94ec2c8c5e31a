package dev.lonekey.detector.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What became of a post. */
sealed interface Answer {

    /** The receiver has it. */
    record Taken() implements Answer {}

    /** It has not. */
    sealed interface NotTaken extends Answer {

        /** What is wrong, and the mend where there is one; without anything that the receiver said. */
        String problem();
    }

    /**
     * The receiver cannot take it now.
     *
     * @param after how long it asks to be left alone
     */
    record Later(String problem, Optional<Duration> after) implements NotTaken {}

    /** It takes nothing from us, until a person has changed something: trying often is of no use. */
    record Closed(String problem) implements NotTaken {}

    /** It does not take this one event. */
    record Refused(String problem) implements NotTaken {}

    Pattern SECONDS = Pattern.compile("\\d{1,9}");
    Duration LONGEST_PAUSE = Duration.ofHours(1);
    Set<Integer> LATER = Set.of(408, 425, 429);
    Set<Integer> REFUSED = Set.of(400, 413, 422);

    /** Judges by the status only: what else a receiver says is whatever it likes. */
    static Answer of(HttpResponse<?> response, Instant now) {
        var status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Taken();
        }
        if (status >= 500 || LATER.contains(status)) {
            return new Later(
                    "answers " + status,
                    response.headers().firstValue("Retry-After").flatMap(value -> pause(value.strip(), now)));
        }
        if (REFUSED.contains(status)) {
            return new Refused("answers " + status + " to an event; is \"format\" what it understands?");
        }
        return new Closed("answers " + status + ", " + mend(status));
    }

    private static String mend(int status) {
        return switch (status) {
            case 401, 403 -> "it does not let us in; correct \"url\", or what it asks for";
            case 404, 405, 410 -> "there is no such webhook (any more); make a new one and correct \"url\"";
            default ->
                status < 400 ? "and redirects are not followed; set \"url\" to where it leads" : "correct \"url\"";
        };
    }

    private static Optional<Duration> pause(String retryAfter, Instant now) {
        try {
            var asked = SECONDS.matcher(retryAfter).matches()
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return Optional.of(asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE)
                    .filter(pause -> !pause.isNegative());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** No answer came. */
    static Answer none(Throwable failure) {
        return new Later(
                Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .flatMap(cause -> reason(cause).stream())
                        .findFirst()
                        .orElse("the connection broke off"),
                Optional.empty());
    }

    private static Optional<String> reason(Throwable cause) {
        if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
            return Optional.of("its host is not known; correct \"url\", or the network's names");
        }
        if (cause instanceof HttpTimeoutException) {
            return Optional.of("does not answer in time");
        }
        if (cause instanceof SSLException) {
            return Optional.of("TLS fails; Java must trust its certificate");
        }
        if (cause instanceof ConnectException connect && !(connect.getCause() instanceof UnresolvedAddressException)) {
            return Optional.of("cannot be reached");
        }
        return cause instanceof IOException || cause.getCause() != null
                ? Optional.empty()
                : Optional.of("cannot be asked (" + cause.getClass().getSimpleName() + ")");
    }
}
