package dev.lonekey.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One whole process, from its start to its end, watched by GNU time. */
public final class Run {

    private Run() {}

    /**
     * Runs a command in a shell.
     *
     * @param processors how many of the first processors it may use
     * @param statuses with which it may end
     * @return seconds, seconds of CPU, and MiB that were resident at most
     * @throws IOException if it ends otherwise, with what it wrote on standard error
     */
    public static Map<String, Double> measure(String command, int processors, Set<Integer> statuses)
            throws IOException, InterruptedException {
        var figures = Files.createTempFile("benchmark", ".time");
        var errors = Files.createTempFile("benchmark", ".err");
        try {
            var line = new ArrayList<>(List.of("taskset", "-c", "0-" + (processors - 1)));
            line.addAll(List.of("time", "-q", "-o", figures.toString(), "-f", "%e %U %S %M", "sh", "-c", command));
            var begin = System.nanoTime();
            var process = new ProcessBuilder(line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile())
                    .start();
            var status = process.waitFor();
            var seconds = (System.nanoTime() - begin) / 1e9;
            if (!statuses.contains(status)) {
                throw new IOException(command + " ended with " + status + ": " + Files.readString(errors));
            }
            var measured = Files.readString(figures).trim().split(" ", -1);
            var sample = new LinkedHashMap<String, Double>();
            sample.put("s", seconds);
            sample.put("s of CPU", Double.parseDouble(measured[1]) + Double.parseDouble(measured[2]));
            sample.put("MiB resident", Double.parseDouble(measured[3]) / 1024);
            return sample;
        } finally {
            Files.delete(figures);
            Files.delete(errors);
        }
    }

    /** A path as one word for the shell. */
    public static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
