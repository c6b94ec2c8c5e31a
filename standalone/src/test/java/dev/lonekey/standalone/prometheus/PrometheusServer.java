package dev.lonekey.standalone.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Prometheus with the example configuration of {@code deploy/prometheus}, but for where the services are and how often. */
public final class PrometheusServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    /**
     * Starts one on the loopback interface, which scrapes every second.
     *
     * @param folder for its configuration, data and log
     */
    public PrometheusServer(Path folder, URI detector, URI ingest) throws IOException {
        port = freePort();
        var configuration = Files.readString(AlertRules.FOLDER.resolve("prometheus.yml"))
                .replace("127.0.0.1:8080", detector.getAuthority())
                .replace("127.0.0.1:8081", ingest.getAuthority())
                .replaceAll("(scrape_interval|evaluation_interval): 15s", "$1: 1s")
                .replace(
                        "lonekey.rules.yml",
                        AlertRules.FOLDER
                                .resolve("lonekey.rules.yml")
                                .toAbsolutePath()
                                .normalize()
                                .toString());
        var file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether it answers queries; fails if it has ended. */
    public boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("prometheus has ended");
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** The samples that an expression gives now. */
    public JsonNode query(String expression) {
        return data("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .get("result");
    }

    /** Whether an expression gives at least one number now: not nothing, nor what is none. */
    public boolean hasNumber(String expression) {
        for (var sample : query(expression)) {
            if (!sample.get("value").get(1).asText().equals("NaN")) {
                return true;
            }
        }
        return false;
    }

    /** The rules as they were evaluated last, in their groups. */
    public JsonNode ruleGroups() {
        return data("/api/v1/rules").get("groups");
    }

    private JsonNode data(String path) {
        var answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        try {
            return JSON.readTree(answer.body()).get("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
