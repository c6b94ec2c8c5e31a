package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lonekey.standalone.docker.RequiresDocker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kafka goes away while everything runs, and comes back: the services, each a process of its own, bear with it. For so many
 * seconds: {@code -Dlonekey.outage=600}.
 */
@RequiresDocker
class KafkaOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("lonekey.outage", 20));
    private static final int DISK_MEGABYTES = 300;

    /** A line once a minute, and some when it begins and ends, from each of the clients of a service. */
    private static final int LINES_AT_MOST = 30;

    private static final int LINES_PER_MINUTE_AT_MOST = 6;

    @TempDir
    private Path folder;

    enum Way {
        /** Connections are refused. */
        STOPPED,
        /** Nobody answers. */
        PAUSED
    }

    @ParameterizedTest
    @EnumSource
    void brokerAwayForAWhile_everythingGoesOnAfterwards(Way way) throws Exception {
        try (var system = new WildSystem(folder, "outage-" + way, DISK_MEGABYTES)) {
            // Given
            system.violate(3);
            system.awaitNothingLost();
            var before = lines(system);
            // When
            var since = Instant.now();
            away(system.kafka, way);
            system.violate(3);
            system.awaitReady(false);
            await("the outage to last")
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(OUTAGE.plusSeconds(60))
                    .failFast(() -> system.services().anyMatch(service -> isReadyOrDead(service)))
                    .until(() -> Duration.between(since, Instant.now()).compareTo(OUTAGE) > 0);
            // Then
            assertThat(system.queue.size()).isPositive();
            // When
            var returned = Instant.now();
            back(system.kafka, way);
            // Then
            system.awaitReady(true);
            var ready = Duration.between(returned, Instant.now());
            system.awaitNothingLost();
            var caughtUp = Duration.between(returned, Instant.now());
            system.violate(3);
            system.awaitNothingLost();
            var during = List.of(newLines(system.detector, before.get(0)), newLines(system.ingest, before.get(1)));
            System.out.printf(
                    "broker %s for %d s: %d lines of the detector, %d of ingest; ready %d s after it was back,"
                            + " and what came meanwhile told after %d s; nothing lost%n",
                    way,
                    OUTAGE.toSeconds(),
                    during.get(0).size(),
                    during.get(1).size(),
                    ready.toSeconds(),
                    caughtUp.toSeconds());
            assertThat(during).allSatisfy(lines -> {
                assertThat(lines).anyMatch(line -> line.contains("Kafka cannot be used: "));
                assertThat(lines).anyMatch(line -> line.contains("Kafka can be used again, after "));
                assertThat(lines)
                        .hasSizeLessThan(LINES_AT_MOST + (int) OUTAGE.toMinutes() * LINES_PER_MINUTE_AT_MOST)
                        .noneMatch(line -> line.contains(" ERROR "));
            });
        }
    }

    private static void away(OwnKafka kafka, Way way) {
        switch (way) {
            case STOPPED -> kafka.stop();
            case PAUSED -> kafka.pause();
        }
    }

    private static void back(OwnKafka kafka, Way way) {
        switch (way) {
            case STOPPED -> kafka.start();
            case PAUSED -> kafka.unpause();
        }
    }

    private static boolean isReadyOrDead(WildService service) {
        try {
            return !service.isAlive() || service.isReady();
        } catch (Exception noAnswer) {
            throw new AssertionError(service.toString(), noAnswer);
        }
    }

    private static List<Integer> lines(WildSystem system) {
        return system.services().map(service -> newLines(service, 0).size()).toList();
    }

    private static List<String> newLines(WildService service, int before) {
        try {
            var all = service.lines();
            return all.subList(before, all.size());
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
