package dev.lonekey.ingest.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/** An answer over HTTP. */
final class Answer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int announced;

    Answer(int status, Map<String, String> headers, String body) {
        this(status, headers, body.getBytes(UTF_8), body.getBytes(UTF_8).length);
    }

    /** Whose body ends before it should if more bytes are announced. */
    Answer(int status, Map<String, String> headers, byte[] body, int announced) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.announced = announced;
    }

    void writeTo(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, announced == 0 ? -1 : announced);
        exchange.getResponseBody().write(body);
        if (body.length < announced) {
            exchange.getResponseBody().flush();
        }
    }
}
