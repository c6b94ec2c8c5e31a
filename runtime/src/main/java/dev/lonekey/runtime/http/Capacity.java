package dev.lonekey.runtime.http;

import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;

/**
 * Divides what there is of threads and connections, so that whoever reads slowly or says nothing keeps nobody from health and
 * metrics. A long answer holds a thread for as long as its reader takes; who finds no thread free waits without one.
 */
final class Capacity {

    private static final int MAX_CONNECTIONS = 1024;

    /** When all connections are taken, those go first on which nothing happens for so long. */
    private static final Duration IDLE_WHEN_FULL = Duration.ofMillis(500);

    private static final int ANSWERS_AT_ONCE = 16;
    private static final int ANSWERS_AT_ONCE_FOR_AN_ADDRESS = 8;
    private static final int METRICS_AT_ONCE = 4;

    /** Threads for all of these, for the server itself, and for some who ask for health. */
    static final int THREADS = 32;

    private static final int MOST_WAITING = 256;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final String HEALTH = "/health/*";
    private static final String METRICS = "/metrics";
    /** Streams of events hold no thread, stay for long, and have a limit of their own. */
    private static final String STREAM = "/api/stream";

    private Capacity() {}

    /** Takes hold of a server that has not started yet. */
    static void divide(Server jetty) {
        var connections = new NetworkConnectionLimit(MAX_CONNECTIONS, jetty);
        connections.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
        jetty.addBean(connections);
        var metrics = atOnce(METRICS_AT_ONCE);
        metrics.includePath(METRICS);
        var answers = atOnce(ANSWERS_AT_ONCE);
        answers.excludePath(HEALTH, METRICS, STREAM);
        answers.setHandler(metrics);
        jetty.setHandler(ofAnAddress(answers));
    }

    private static QoSHandler atOnce(int requests) {
        var limit = new QoSHandler();
        limit.setMaxRequestCount(requests);
        limit.setMaxSuspendedRequestCount(MOST_WAITING);
        limit.setMaxSuspend(LONGEST_WAIT);
        return limit;
    }

    private static Handler ofAnAddress(Handler next) {
        var limit = new ThreadLimitHandler();
        limit.setThreadLimit(ANSWERS_AT_ONCE_FOR_AN_ADDRESS);
        limit.excludePath(HEALTH, METRICS);
        limit.setHandler(next);
        return limit;
    }
}
