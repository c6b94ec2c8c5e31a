package dev.lonekey.benchmarks.harness;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where figures were taken.
 *
 * @param load tasks that ran or wanted to run in the last minute, when the measurement began; negative where unknown
 */
record Machine(String processor, int processors, long memoryMib, String system, String java, double load) {

    static Machine here() throws IOException {
        var os = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                line("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                os.getName() + " " + os.getVersion(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                os.getSystemLoadAverage());
    }

    String text() {
        return "%s, %d processors, %,d MiB, %s, %s, load %.1f"
                .formatted(processor, processors, memoryMib, system, java, load);
    }

    private static long memory() throws IOException {
        var kibibytes = line("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return kibibytes.isEmpty() ? 0 : Long.parseLong(kibibytes) / 1024;
    }

    private static String line(String file, String name) throws IOException {
        var path = Path.of(file);
        if (!Files.exists(path)) {
            return "unknown";
        }
        return Files.readAllLines(path).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown");
    }
}
