package dev.lonekey.runtime.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that are refused before anybody could look at them: too long, or no HTTP, or too many at once. */
final class UnreadableRequests extends ErrorHandler {

    private static final String LINE =
            "{\"error\":\"this request cannot be read; its path and headers may have 8 KiB\"}";

    private static final String BUSY = "{\"error\":\"too much is being read at once; try again in a moment\"}";

    private static final int UNAVAILABLE = 503;

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var headers = response.getHeaders();
        Guard.HEADERS.forEach((name, value) -> headers.put(new HttpField(name, value)));
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-store");
        var isBusy = response.getStatus() == UNAVAILABLE;
        if (isBusy) {
            headers.put("Retry-After", "5");
        }
        Content.Sink.write(response, true, isBusy ? BUSY : LINE, callback);
        return true;
    }
}
