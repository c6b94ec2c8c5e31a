package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.publish.PublishException;
import dev.lonekey.runtime.text.Harmless;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which accounts have a problem. Tells each one once, and again when it is another or an hour has passed; when very many have
 * one at the same time, not all are told.
 */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final Duration TOLD_FOR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LINES_A_MINUTE = 20;

    private record Told(AwsProblem problem, Instant at) {}

    private final Map<String, Told> accounts = new HashMap<>();
    private Instant minute = Instant.EPOCH;
    private int lines;

    /** Notes a failure, and returns its problem. */
    AwsProblem failed(String account, Throwable failure, Instant now) {
        var problem = problem(account, failure);
        var told = Optional.ofNullable(accounts.get(account))
                .filter(known -> known.problem().kind() == problem.kind()
                        && known.at().plus(TOLD_FOR).isAfter(now));
        if (told.isEmpty()) {
            accounts.put(account, new Told(problem, now));
            tell(problem, now);
        }
        return problem;
    }

    private void tell(AwsProblem problem, Instant now) {
        if (minute.plus(MINUTE).isBefore(now)) {
            minute = now;
            lines = 0;
        }
        lines++;
        if (lines <= LINES_A_MINUTE) {
            LOG.warn("{}", problem.message());
        } else if (lines == LINES_A_MINUTE + 1) {
            LOG.warn("more accounts have problems; accounts.current shows each one's last snapshot");
        }
    }

    /** The account has answered. */
    void mended(String account) {
        if (accounts.remove(account) != null) {
            LOG.info("account {} answers again", account);
        }
    }

    /** The account is no longer asked. */
    void forget(String account) {
        accounts.remove(account);
    }

    /** By kind, how many accounts have such a problem. */
    Map<AwsProblem.Kind, Long> count() {
        var counts = new HashMap<AwsProblem.Kind, Long>();
        accounts.values().forEach(told -> counts.merge(told.problem().kind(), 1L, Long::sum));
        return counts;
    }

    private static AwsProblem problem(String account, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AwsFailure aws) {
            return aws.problem();
        }
        LOG.debug("what happened to account {}", account, cause);
        var what = cause instanceof PublishException ? cause.getMessage() : "unexpected " + cause;
        return new AwsProblem(
                AwsProblem.Kind.OTHER,
                cause.getClass().getSimpleName(),
                "account %s: %s".formatted(account, Harmless.text(what)));
    }
}
