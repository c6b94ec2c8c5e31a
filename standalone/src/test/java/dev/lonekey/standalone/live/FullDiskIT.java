package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.standalone.docker.RequiresDocker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the broker is full, which ends the broker; later there is room again, and somebody starts it. */
@RequiresDocker
class FullDiskIT {

    private static final int DISK_MEGABYTES = 96;

    @TempDir
    private Path folder;

    @Test
    void diskOfTheBrokerFull_nothingIsLost() throws Exception {
        try (var system = new WildSystem(folder, "disk", DISK_MEGABYTES)) {
            // Given
            system.violate(3);
            system.awaitNothingLost();
            // When
            system.kafka.fillDisk();
            system.violate(3);
            system.kafka.awaitEnd();
            system.violate(3);
            // Then
            system.awaitReady(false);
            assertThat(system.services()).allMatch(WildService::isAlive);
            assertThat(system.queue.size()).isPositive();
            // When
            system.kafka.freeDisk();
            var returned = Instant.now();
            system.kafka.start();
            // Then
            system.awaitReady(true);
            var ready = Duration.between(returned, Instant.now());
            system.awaitNothingLost();
            var caughtUp = Duration.between(returned, Instant.now());
            System.out.printf(
                    "disk full: ready %d s after the broker was started again, and what came meanwhile told after %d s%n",
                    ready.toSeconds(), caughtUp.toSeconds());
            assertSaid(system.detector);
            assertSaid(system.ingest);
        }
    }

    private static void assertSaid(WildService service) throws IOException {
        assertThat(service.lines())
                .anyMatch(line -> line.contains("Kafka cannot be used: "))
                .anyMatch(line -> line.contains("Kafka can be used again, after "))
                .noneMatch(line -> line.contains(" ERROR "));
    }
}
