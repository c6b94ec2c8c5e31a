package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.standalone.docker.RequiresDocker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the broker is full, which ends the broker; later there is room again. */
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
            system.violate(10);
            system.kafka.awaitEnd();
            // Then
            system.awaitReady(false);
            assertThat(system.queue.size()).isPositive();
            // When
            system.kafka.freeDisk();
            system.kafka.start();
            // Then
            system.awaitReady(true);
            system.awaitNothingLost();
            assertThat(system.detector.lines()).anyMatch(line -> line.contains("Kafka cannot be used: "));
            assertThat(system.ingest.lines()).anyMatch(line -> line.contains("Kafka cannot be used: "));
        }
    }
}
