package dev.lonekey.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.lonekey.contract.Json;
import dev.lonekey.standalone.docker.Compose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** The containers of {@code docker-compose.yml}, as a project of its own, on ports that are free, with the jars of this build. */
final class ComposedSystem implements AutoCloseable {

    private static final Path ROOT = Path.of("..");
    private static final List<String> PORTS =
            List.of("LONEKEY_PORT", "INGEST_PORT", "KAFKA_PORT", "PROMETHEUS_PORT", "GRAFANA_PORT");

    private final Compose compose = Compose.installed().orElseThrow();
    private final String project = "lonekey-it-" + ProcessHandle.current().pid();
    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param awsFolder where credentials would be */
    ComposedSystem(Path awsFolder) {
        environment.put("COMPOSE_PROJECT_NAME", project);
        environment.put("LONEKEY_BUILDER", "eclipse-temurin:17-jre");
        environment.put("DOCKER_BUILDKIT", "0"); // the other builder is not everywhere
        environment.put("AWS_FOLDER", awsFolder.toAbsolutePath().toString());
        var ports = freePorts();
        PORTS.forEach(name -> environment.put(name, ports.remove(0)));
    }

    private static List<String> freePorts() {
        var sockets = new ArrayList<ServerSocket>();
        var ports = new ArrayList<String>();
        try {
            while (sockets.size() < PORTS.size()) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket); // all are kept open until each has another
                ports.add(String.valueOf(socket.getLocalPort()));
            }
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        return ports;
    }

    /** Calls compose, and returns what it printed. */
    String call(String... arguments) {
        var run = compose.run(ROOT, environment, arguments);
        assertThat(run.status()).as(run.out()).isZero();
        return run.out();
    }

    String bootstrapServers() {
        return "localhost:" + environment.get("KAFKA_PORT");
    }

    /** What a port of this machine answers. */
    String get(String port, String path) throws IOException, InterruptedException {
        var url = URI.create("http://127.0.0.1:" + environment.get(port) + path);
        return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    JsonNode getJson(String port, String path) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(get(port, path));
    }

    /** What Docker says of a service's container. */
    InspectContainerResponse inspect(String service) {
        var docker = DockerClientFactory.instance().client();
        var containers = docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.docker.compose.project", project, "com.docker.compose.service", service))
                .exec();
        assertThat(containers).as("containers of %s", service).hasSize(1);
        return docker.inspectContainerCmd(containers.get(0).getId()).exec();
    }

    String health(String service) {
        return inspect(service).getState().getHealth().getStatus();
    }

    @Override
    public void close() {
        call(
                "--profile",
                "demo",
                "--profile",
                "aws",
                "down",
                "--volumes",
                "--remove-orphans",
                "--rmi",
                "local",
                "--timeout",
                "5");
    }
}
