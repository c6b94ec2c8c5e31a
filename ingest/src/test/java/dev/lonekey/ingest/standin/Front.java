package dev.lonekey.ingest.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front of all services: tells from the headers whose call of which service it is, and lets faults happen. */
final class Front implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=(?<key>[^/]+)/\\d+/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request");

    private final Map<String, Service> services;
    private final Sessions sessions;
    private final Gate gate;

    Front(Map<String, Service> services, Sessions sessions, Gate gate) {
        this.services = services;
        this.sessions = sessions;
        this.gate = gate;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answer(exchange);
            if (answer.isPresent()) {
                answer.get().writeTo(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The stand-in failed at {}", exchange.getRequestHeaders().getFirst("Authorization"), e);
            throw e;
        }
    }

    /** The answer, or none if the connection is to be cut. */
    private Optional<Answer> answer(HttpExchange exchange) throws IOException, InterruptedException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var headers = exchange.getRequestHeaders();
        var credential = CREDENTIAL.matcher(
                Optional.ofNullable(headers.getFirst("Authorization")).orElse(""));
        if (!credential.find()) {
            return Optional.of(new Answer(403, Map.of(), "Missing Authentication Token"));
        }
        var name = credential.group("service");
        var target = Optional.ofNullable(headers.getFirst("X-Amz-Target"));
        var parameters = name.equals("s3")
                ? S3Service.parameters(exchange.getRequestMethod(), exchange.getRequestURI())
                : target.isPresent() ? Json.MAPPER.readTree(body) : form(body);
        var action = target.map(text -> text.substring(text.lastIndexOf('.') + 1))
                .orElseGet(() -> parameters.path("Action").asText());
        var service = services.get(name);
        if (service == null) {
            return Optional.of(new Answer(404, Map.of(), "The stand-in has no service " + name));
        }
        try {
            var caller = sessions.caller(credential.group("key"))
                    .orElseThrow(() -> service.refuse(
                            Refusal.UNKNOWN_KEY, "The security token included in the request is invalid."));
            var request = new Request(name, action, credential.group("region"), caller, parameters);
            return gate.isOpenTo(service, request) ? Optional.of(service.answer(request)) : Optional.empty();
        } catch (ServiceError error) {
            return Optional.of(service.answer(error, UUID.randomUUID().toString()));
        }
    }

    static ObjectNode form(String body) {
        var parameters = Json.MAPPER.createObjectNode();
        for (var pair : body.split("&", -1)) {
            var separator = pair.indexOf('=');
            if (separator > 0) {
                parameters.put(
                        URLDecoder.decode(pair.substring(0, separator), UTF_8),
                        URLDecoder.decode(pair.substring(separator + 1), UTF_8));
            }
        }
        return parameters;
    }
}
