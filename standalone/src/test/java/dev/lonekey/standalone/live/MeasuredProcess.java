package dev.lonekey.standalone.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a process of ours takes.
 *
 * @param log in which it says where its metrics are
 * @param collections its log of garbage collections, see {@link #logging}
 */
public record MeasuredProcess(ProcessHandle handle, Path log, Path collections) {

    private static final Pattern URL = Pattern.compile("health is at (http://\\S+)/health/ready");
    private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The JVM option that has collections logged. */
    public static String logging(Path collections) {
        return "-Xlog:gc:file=" + collections;
    }

    public double cpuSeconds() {
        return Figures.seconds(handle.info().totalCpuDuration().orElse(Duration.ZERO));
    }

    /** The sum over all labels. */
    public double metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .orElse("")
                .lines()
                .filter(line -> line.matches(Pattern.quote(name) + "[ {].*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    public boolean isReady() throws IOException, InterruptedException {
        return get("/health/ready")
                .filter(body -> body.startsWith("{\"status\":\"UP\""))
                .isPresent();
    }

    /** Where it serves; empty until it has said so. */
    public Optional<URI> url() throws IOException {
        return URL.matcher(Files.readString(log)).results().findFirst().map(said -> URI.create(said.group(1)));
    }

    /** Empty as long as it does not answer. */
    public Optional<String> get(String path) throws IOException, InterruptedException {
        var url = url();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        var request = HttpRequest.newBuilder(url.get().resolve(path)).build();
        return Optional.of(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    /** The most that was in the heap when a collection began, in MiB. */
    public int fullestHeap() throws IOException {
        return mostOf(collection -> Integer.parseInt(collection.group(1)));
    }

    /** The most that a collection left, in MiB. */
    public int mostKept() throws IOException {
        return mostOf(collection -> Integer.parseInt(collection.group(2)));
    }

    private int mostOf(ToIntFunction<MatchResult> figure) throws IOException {
        return COLLECTION
                .matcher(Files.readString(collections))
                .results()
                .mapToInt(figure)
                .max()
                .orElse(0);
    }

    /** Has all garbage collected, and returns what is left, in MiB. */
    public int keptNow() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(handle.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor(1, TimeUnit.MINUTES);
        return COLLECTION
                .matcher(Files.readString(collections))
                .results()
                .reduce((earlier, later) -> later)
                .map(last -> Integer.parseInt(last.group(2)))
                .orElse(0);
    }

    /** All of its memory that is in RAM, in MiB; 0 where the system does not tell as Linux does. */
    public long resident() throws IOException {
        var status = Path.of("/proc", Long.toString(handle.pid()), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                        .sum()
                : 0;
    }

    /** How many files, sockets among them, it has open; 0 where the system does not tell as Linux does. */
    public int openFiles() throws IOException {
        var open = Path.of("/proc", Long.toString(handle.pid()), "fd");
        if (!Files.exists(open)) {
            return 0;
        }
        try (var each = Files.list(open)) {
            return Math.toIntExact(each.count());
        }
    }

    /** What it has taken so far, in one line. */
    public String summary() throws IOException, InterruptedException {
        return "heap at most %d MiB, after a collection at most %d MiB, resident %d MiB; at most %.0f threads; %.0f s of CPU"
                .formatted(fullestHeap(), mostKept(), resident(), metric("jvm_threads_peak_threads"), cpuSeconds());
    }
}
