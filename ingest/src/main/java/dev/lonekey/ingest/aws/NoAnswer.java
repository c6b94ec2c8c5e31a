package dev.lonekey.ingest.aws;

import dev.lonekey.ingest.aws.AwsProblem.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** AWS did not answer, or was not even asked. */
final class NoAnswer {

    private static final int DEEPEST_CAUSE = 10;

    private final FailedCall call;
    private final List<Throwable> causes;

    private NoAnswer(FailedCall call, Throwable failure) {
        this.call = call;
        this.causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .toList();
    }

    static AwsProblem of(FailedCall call, Throwable failure) {
        var read = new NoAnswer(call, failure);
        return NoCredentials.of(call, read.causes)
                .or(read::host)
                .or(read::network)
                .orElseGet(() -> read.other(failure.getClass().getSimpleName()));
    }

    private Optional<AwsProblem> host() {
        return first(UnknownHostException.class)
                .flatMap(unknown -> HostName.in(unknown.getMessage()))
                .flatMap(name -> name.unknownRegion()
                        .map(region -> problem(
                                Kind.UNKNOWN_REGION,
                                "unknown region " + region,
                                "there is no " + name + ", or no network or DNS; correct ingest.region"))
                        .orElseGet(() ->
                                problem(Kind.UNREACHABLE, "no address for " + name, "check network, DNS and proxy")));
    }

    private Optional<AwsProblem> network() {
        if (is(SSLException.class)) {
            return problem(
                    Kind.UNREACHABLE,
                    "no TLS connection",
                    "if a proxy breaks it open, Java must trust its certificate");
        }
        if (is(ConnectException.class)) {
            return problem(Kind.UNREACHABLE, "no connection", "check network, proxy and AWS_ENDPOINT_URL");
        }
        if (is(SocketTimeoutException.class)
                || is(ApiCallTimeoutException.class)
                || is(ApiCallAttemptTimeoutException.class)) {
            return problem(Kind.UNREACHABLE, "no answer in time", "check network, proxy and AWS_ENDPOINT_URL");
        }
        if (is(IOException.class) || is(UncheckedIOException.class)) {
            return problem(Kind.UNREACHABLE, "the connection broke", "check network and proxy");
        }
        return is(AbortedException.class) || is(InterruptedException.class)
                ? problem(Kind.OTHER, "interrupted", "the call was given up")
                : Optional.empty();
    }

    private AwsProblem other(String failure) {
        return call.problem(Kind.OTHER, failure + ": " + call.action(), "the call could not be made");
    }

    private Optional<AwsProblem> problem(Kind kind, String reason, String tellsMore) {
        return Optional.of(call.problem(kind, reason, tellsMore));
    }

    private boolean is(Class<? extends Throwable> type) {
        return first(type).isPresent();
    }

    private <T extends Throwable> Optional<T> first(Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
