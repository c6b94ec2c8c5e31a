package dev.lonekey.runtime.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where health, metrics and what else a service shows are served.
 *
 * @param host the address to listen at; by default only this machine can reach it
 * @param port 0 for any that is free
 * @param token what everybody must know who reads below {@code /api}; at least {@value #SHORTEST_TOKEN} characters
 */
public record HttpSettings(Optional<String> host, Optional<Integer> port, Optional<String> token) {

    public static final HttpSettings DEFAULT = new HttpSettings(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int LAST_PORT = 65_535;
    private static final int SHORTEST_TOKEN = 16;
    private static final Pattern FITS_A_HEADER = Pattern.compile("[\\x21-\\x7E]*");

    public HttpSettings {
        host = host == null ? Optional.empty() : host;
        port = port == null ? Optional.empty() : port;
        token = token == null ? Optional.empty() : token;
        port.ifPresent(number -> {
            if (number < 0 || number > LAST_PORT) {
                throw new RefusedSetting("port", "it is a number from 0 to " + LAST_PORT);
            }
        });
        token.ifPresent(secret -> {
            if (secret.length() < SHORTEST_TOKEN
                    || !FITS_A_HEADER.matcher(secret).matches()) {
                throw new RefusedSetting(
                        "token",
                        "it has at least " + SHORTEST_TOKEN
                                + " letters, digits and signs without blanks; make one with: openssl rand -hex 32");
            }
        });
    }

    /** The same at another port. */
    public HttpSettings withPort(int other) {
        return new HttpSettings(host, Optional.of(other), token);
    }

    /** Without the token, which is a secret. */
    @Override
    public String toString() {
        return "HttpSettings[host=%s, port=%s, token=%s]".formatted(host, port, token.isPresent() ? "set" : "none");
    }
}
