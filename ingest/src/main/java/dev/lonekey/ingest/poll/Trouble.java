package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.publish.PublishException;
import dev.lonekey.runtime.text.Harmless;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which accounts have a problem. An account's own is told once, and again when it is another or an hour has passed; when very
 * many have one at the same time, not all are told. A common one, which is no account's own, is told once for all of them.
 */
final class Trouble {

    /** Snapshots, and looks at single users. */
    private static final Trouble.About IAM = new About(
            AwsProblem::isCommon,
            "account {} answers again",
            "more accounts have problems; accounts.current shows each one's last snapshot");

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final Duration TOLD_FOR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LINES_A_MINUTE = 20;

    /** Until it is clear how many accounts it holds up. */
    private static final Duration BEFORE_COMMON_IS_TOLD = Duration.ofSeconds(10);

    /**
     * What the accounts are asked for.
     *
     * @param isCommon tells what is no account's own
     * @param mended is told when an account is without its problem; {@code {}} is the account
     * @param more is told instead of further lines
     */
    record About(Predicate<AwsProblem> isCommon, String mended, String more) {}

    /** @param isTold whether the log has a line about this account */
    private record Own(AwsProblem problem, boolean isCommon, Instant at, boolean isTold) {

        boolean isAlready(AwsProblem other, Instant now) {
            return problem.kind() == other.kind() && at.plus(TOLD_FOR).isAfter(now);
        }
    }

    /** @param line the last that was told, if any was */
    private record Common(String reason, Instant next, Optional<String> line) {}

    private final About about;
    private final Map<String, Own> accounts = new HashMap<>();
    private final Map<AwsProblem.Kind, Common> common = new EnumMap<>(AwsProblem.Kind.class);
    private Instant minute = Instant.EPOCH;
    private int lines;

    Trouble() {
        this(IAM);
    }

    Trouble(About about) {
        this.about = about;
    }

    /** Notes a failure. */
    void failed(String account, Throwable failure, Instant now) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var problem = cause instanceof AwsFailure aws ? aws.problem() : unexpected(account, cause);
        if (!(cause instanceof AwsFailure) || about.isCommon().test(problem)) {
            accounts.put(account, new Own(problem, true, now, false));
            common.putIfAbsent(
                    problem.kind(), new Common(problem.reason(), now.plus(BEFORE_COMMON_IS_TOLD), Optional.empty()));
        } else if (Optional.ofNullable(accounts.get(account))
                .filter(known -> known.isAlready(problem, now))
                .isEmpty()) {
            accounts.put(account, new Own(problem, false, now, tell(problem, now)));
        }
    }

    /** What keeps a snapshot from being taken other than AWS: Kafka refuses it, or it is a mistake of Lonekey's. */
    private static AwsProblem unexpected(String account, Throwable cause) {
        LOG.debug("account {}: unexpected", account, cause);
        var reason = cause.getClass().getSimpleName();
        var what = cause instanceof PublishException ? cause.getMessage() : reason + ": " + cause.getMessage();
        return new AwsProblem(
                AwsProblem.Kind.OTHER,
                reason,
                "account %s: %s; it is tried again".formatted(account, Harmless.text(what)));
    }

    private boolean tell(AwsProblem problem, Instant now) {
        if (minute.plus(MINUTE).isBefore(now)) {
            minute = now;
            lines = 0;
        }
        lines++;
        if (lines == LINES_A_MINUTE + 1) {
            LOG.warn("{}", about.more());
        }
        if (lines > LINES_A_MINUTE) {
            return false;
        }
        LOG.warn("{}", problem.message());
        return true;
    }

    /** Tells what is common when its time has come, and when it is over while so many accounts are asked. */
    void tellCommon(Instant now, int asked) {
        for (var kind : List.copyOf(common.keySet())) {
            var held = heldUpBy(kind);
            var told = common.get(kind);
            if (held.isEmpty()) {
                told.line()
                        .filter(line -> asked > 0)
                        .ifPresent(line -> LOG.info("over for all accounts: {}", told.reason()));
                common.remove(kind);
            } else if (!told.next().isAfter(now)) {
                var line = line(held);
                LOG.warn("{}", line);
                common.put(kind, new Common(told.reason(), now.plus(TOLD_FOR), Optional.of(line)));
            }
        }
    }

    private List<String> heldUpBy(AwsProblem.Kind kind) {
        return accounts.entrySet().stream()
                .filter(account -> account.getValue().isCommon()
                        && account.getValue().problem().kind() == kind)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** As the problem of the first, with the number of others. */
    private String line(List<String> held) {
        var first = held.get(0);
        var message = accounts.get(first).problem().message();
        var others = held.size() - 1;
        var name = "account " + first;
        return others == 0 || !message.startsWith(name)
                ? message
                : "%s and %d other%s%s"
                        .formatted(name, others, others == 1 ? "" : "s", message.substring(name.length()));
    }

    /** The common problem that was told, if not one of so many accounts can be asked. */
    Optional<String> ofAll(int asked) {
        return asked > 0 && accounts.size() == asked
                ? common.values().stream().flatMap(told -> told.line().stream()).findFirst()
                : Optional.empty();
    }

    /** The account has answered. */
    void mended(String account) {
        if (Optional.ofNullable(accounts.remove(account)).filter(Own::isTold).isPresent()) {
            LOG.info(about.mended(), account);
        }
    }

    /** The account is no longer asked. */
    void forget(String account) {
        accounts.remove(account);
    }

    /** Only these accounts are still asked. */
    void forgetAllBut(Predicate<String> asked) {
        accounts.keySet().removeIf(asked.negate());
    }

    /** How many accounts have a problem. */
    int size() {
        return accounts.size();
    }

    /** By kind, how many accounts have such a problem. */
    Map<AwsProblem.Kind, Long> count() {
        var counts = new HashMap<AwsProblem.Kind, Long>();
        accounts.values().forEach(own -> counts.merge(own.problem().kind(), 1L, Long::sum));
        return counts;
    }
}
