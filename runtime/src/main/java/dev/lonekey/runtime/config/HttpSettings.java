package dev.lonekey.runtime.config;

import java.util.Optional;

/**
 * Where health and metrics are served.
 *
 * @param host the address to listen at; by default only this machine can reach it
 * @param port 0 for any that is free
 */
public record HttpSettings(Optional<String> host, Optional<Integer> port) {

    public static final HttpSettings DEFAULT = new HttpSettings(Optional.empty(), Optional.empty());

    private static final int LAST_PORT = 65_535;

    public HttpSettings {
        host = host == null ? Optional.empty() : host;
        port = port == null ? Optional.empty() : port;
        port.ifPresent(number -> {
            if (number < 0 || number > LAST_PORT) {
                throw new RefusedSetting("port", "it is a number from 0 to " + LAST_PORT);
            }
        });
    }
}
