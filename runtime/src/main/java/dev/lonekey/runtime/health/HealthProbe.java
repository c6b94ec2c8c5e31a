package dev.lonekey.runtime.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Asks a health endpoint from within its container: images need no curl and no shell then. Needs nothing but the JDK, so that
 * it starts quickly.
 */
public final class HealthProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private HealthProbe() {}

    /** Ends with status 0 if the URL that is the only argument answers 200, else with 1, having printed what is not well. */
    public static void main(String[] arguments) {
        System.exit(isWell(URI.create(arguments[0]), System.out) ? 0 : 1);
    }

    static boolean isWell(URI url, PrintStream out) {
        try {
            var connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
                return true;
            }
            try (var report = connection.getErrorStream()) {
                out.println(
                        report == null ? connection.getResponseMessage() : new String(report.readAllBytes(), UTF_8));
            }
        } catch (IOException noAnswer) {
            out.println(url + " does not answer: " + noAnswer);
        }
        return false;
    }
}
