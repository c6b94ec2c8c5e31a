package dev.lonekey.detector.webhook;

import dev.lonekey.detector.config.WebhookSettings;
import dev.lonekey.runtime.cli.Version;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Who is told. What it answers is neither kept nor logged, and where it redirects to is not asked. */
final class Receiver {

    private final WebhookSettings settings;
    private final Clock clock;
    private final HttpClient client;

    Receiver(WebhookSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeoutOrUsual())
                .build();
    }

    /** Posts; there is an answer when the timeout has passed, at the latest, and never an exception. */
    CompletableFuture<Answer> post(Message message) {
        var exchange = client.sendAsync(request(message), BodyHandlers.discarding());
        var timeout = settings.timeoutOrUsual();
        // The client's own timeout ends with the headers; an answer without an end would hold us up for ever.
        return exchange.handle((response, failure) ->
                        failure == null ? Answer.of(response, clock.instant()) : Answer.none(failure))
                .completeOnTimeout(
                        Answer.none(new HttpTimeoutException("too late")), timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> exchange.cancel(true));
    }

    private HttpRequest request(Message message) {
        var request = HttpRequest.newBuilder(settings.url().address())
                .POST(BodyPublishers.ofString(message.body(), StandardCharsets.UTF_8))
                .header("User-Agent", "lonekey/" + Version.current().replaceAll("[^\\w.-]", ""));
        message.headers().forEach(request::header);
        settings.secret()
                .ifPresent(secret ->
                        request.header(Signature.HEADER, Signature.of(secret, clock.instant(), message.body())));
        return request.build();
    }
}
