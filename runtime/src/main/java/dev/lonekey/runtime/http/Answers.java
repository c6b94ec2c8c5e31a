package dev.lonekey.runtime.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON answers, those to refused and failed requests among them: {@code {"error": "one line"}}. */
public final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Answers with JSON that nobody keeps. */
    public static void json(Context request, byte[] json) {
        request.contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(json);
    }

    static void refused(Refusal refusal, Context request) {
        error(request, refusal.status(), String.valueOf(refusal.getMessage()));
    }

    /** What Javalin refuses by itself. */
    static void refused(HttpResponseException refusal, Context request) {
        var status = HttpStatus.forStatus(refusal.getStatus());
        error(request, status, status.getMessage());
    }

    /** Tells nothing of the fault, and logs nothing of the request but its route: both might be forged otherwise. */
    static void failed(Throwable fault, Context request) {
        var frames = fault.getStackTrace();
        LOG.error(
                "answering {} failed: {} {}",
                request.endpoints().lastHttpEndpoint() == null
                        ? "a request"
                        : request.endpoints().lastHttpEndpoint().path,
                fault.getClass().getName(),
                frames.length == 0 ? "" : "at " + frames[0]);
        LOG.debug("the whole fault", fault);
        try {
            error(
                    request,
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "this could not be answered; the log of the service says why");
        } catch (RuntimeException gone) {
            // Javalin would bring back what is thrown here without end.
            LOG.debug("nobody is there any more to be answered", gone);
        }
    }

    private static void error(Context request, HttpStatus status, String line) {
        request.status(status);
        json(
                request,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("error", line)
                        .toString()
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
