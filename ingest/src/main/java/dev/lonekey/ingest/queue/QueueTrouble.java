package dev.lonekey.ingest.queue;

import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps the queue from being worked on. The log has each kind of problem once a minute, however many receivers have it. */
final class QueueTrouble {

    /** The calls that may fail, each for reasons of its own; the first is the most telling. */
    enum Call {
        RECEIVE("sqs:ReceiveMessage"),
        DELETE("sqs:DeleteMessage"),
        HIDE("sqs:ChangeMessageVisibility");

        private final String permission;

        Call(String permission) {
            this.permission = permission;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(QueueTrouble.class);
    private static final Duration SAID_FOR = Duration.ofMinutes(1);

    private final String where;
    private final Clock clock;
    private final Map<Call, AwsProblem> problems = new EnumMap<>(Call.class);
    private final Map<String, Instant> said = new HashMap<>();

    QueueTrouble(String url, Clock clock) {
        this.where = "the queue " + url;
        this.clock = clock;
    }

    synchronized AwsProblem failed(Call call, RuntimeException failure) {
        var problem = AwsProblems.of(failure, where, call.permission);
        problems.put(call, problem);
        warn(call + " " + problem.kind(), problem.message());
        return problem;
    }

    synchronized void succeeded(Call call) {
        if (problems.remove(call) != null) {
            LOG.info("{} answers {} again", where, call.permission);
        }
    }

    /** Kafka refuses records for good, until someone mends that. */
    synchronized void refused(Throwable reason) {
        warn("refused", where + " keeps what cannot be written: " + reason.getMessage());
    }

    /** An object that a message names cannot be read. */
    synchronized void unreadable(String problem) {
        warn("unreadable", problem + "; it is tried again for about a day");
    }

    /** An object that a message names could not be read for long. */
    synchronized void givenUp(String problem) {
        warn("given up", problem + "; the message that named it goes to the dead letters");
    }

    synchronized Optional<AwsProblem> worst() {
        return problems.values().stream().findFirst();
    }

    private void warn(String kind, String message) {
        var now = clock.instant();
        var last = said.get(kind);
        if (last == null || !now.isBefore(last.plus(SAID_FOR))) {
            said.put(kind, now);
            LOG.warn(message);
        }
    }
}
