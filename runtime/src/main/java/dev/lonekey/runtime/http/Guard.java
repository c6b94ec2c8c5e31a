package dev.lonekey.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at every request before it is answered: whether it only reads, whether it was meant for this server, and whether it knows
 * the token. Puts headers on every answer that keep browsers from doing more with it than showing it.
 *
 * @param host where it listens, as it was set
 * @param isLoopback whether only this machine can connect
 * @param token what must be known below {@code /api}
 * @param guesses how often it was not
 */
record Guard(String host, boolean isLoopback, Optional<String> token, Guesses guesses) {

    private static final Pattern THIS_MACHINE =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])", Pattern.CASE_INSENSITIVE);

    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

    private static final String BEARER = "Bearer ";

    /** Nothing is loaded from elsewhere, framed by others, or kept from the page's own scripts and styles. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    /** Whether an address can be reached from this machine only. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false; // listening there is going to fail
        }
    }

    /** For every request. */
    void check(Context request) {
        HEADERS.forEach(request::header);
        requireReading(request);
        requireOwnName(request);
    }

    private static void requireReading(Context request) {
        if (!READING.contains(request.method())) {
            request.header("Allow", "GET, HEAD");
            throw new Refusal(HttpStatus.METHOD_NOT_ALLOWED, "everything here is for reading only; use GET or HEAD");
        }
    }

    /**
     * A page from elsewhere can have its own name resolve to 127.0.0.1, and would then read what only this machine is to see (DNS
     * rebinding); the name is still in the request.
     */
    private void requireOwnName(Context request) {
        var name = Optional.ofNullable(request.host()).orElse("");
        if (isLoopback && !isOwn(PORT.matcher(name).replaceFirst(""))) {
            throw new Refusal(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "this is served for this machine only, under the names localhost, 127.0.0.1 and [::1]; use one of them, or set \"host\" under \"http\"");
        }
    }

    private boolean isOwn(String name) {
        return THIS_MACHINE.matcher(name).matches()
                || name.equalsIgnoreCase(host)
                || name.equalsIgnoreCase("[" + host + "]");
    }

    /** For requests below {@code /api}. */
    void checkToken(Context request) {
        if (token.isEmpty()) {
            return;
        }
        var authorization = request.header("Authorization");
        if (authorization != null) {
            requireFewGuesses(request);
        }
        if (!isKnown(authorization, token.get())) {
            if (authorization != null) {
                guesses.wrong(request.ip());
            }
            request.header("WWW-Authenticate", "Bearer");
            throw new Refusal(
                    HttpStatus.UNAUTHORIZED,
                    "the token is missing or wrong; send \"Authorization: Bearer TOKEN\" with what is set as \"token\" under \"http\"");
        }
    }

    private void requireFewGuesses(Context request) {
        guesses.silencedFor(request.ip()).ifPresent(seconds -> {
            request.header("Retry-After", Long.toString(seconds));
            throw new Refusal(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too many wrong tokens came from this address; try again in %d seconds".formatted(seconds));
        });
    }

    private static boolean isKnown(String authorization, String token) {
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        authorization.substring(BEARER.length()).getBytes(UTF_8), token.getBytes(UTF_8));
    }
}
