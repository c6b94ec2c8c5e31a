package dev.lonekey.ingest.trail;

import static dev.lonekey.ingest.scan.Records.createAccessKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lonekey.ingest.archive.ArchiveListing;
import dev.lonekey.ingest.archive.ArchiveSource;
import dev.lonekey.ingest.archive.Gzip;
import dev.lonekey.ingest.aws.Aws;
import dev.lonekey.ingest.config.AwsPartition;
import dev.lonekey.ingest.queue.Kept;
import dev.lonekey.ingest.scan.Records;
import dev.lonekey.ingest.standin.AwsStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How long a back-fill takes over HTTP, against reading the same files from disk, each several times in turn:
 * {@code mvn test -pl contract,runtime,ingest -Dtest=BackfillFiguresTest -Dlonekey.figures=true}. A measurement, not a test
 * of speed.
 */
class BackfillFiguresTest {

    private static final int FILES = 1_000;
    private static final int ROUNDS = 5;
    private static final Instant TIME = Instant.parse("2026-10-03T00:05:00Z");

    @TempDir
    private Path folder;

    private interface Run {
        long records() throws Exception;
    }

    @Test
    void backfill_overHttpAndFromDisk() throws Exception {
        assumeTrue(Boolean.getBoolean("lonekey.figures"), "figures are only taken when asked for");
        try (var aws = AwsStandIn.start(Clock.systemUTC());
                var clients = Aws.clients(aws)) {
            // Given
            var bucket = aws.bucket("example-trail");
            var contents = IntStream.range(0, 20)
                    .mapToObj(BackfillFiguresTest::content)
                    .toList();
            for (var n = 0; n < FILES; n++) {
                var key = TrailFiles.key("AWSLogs/", TIME, n);
                bucket.put(key, contents.get(n % contents.size()));
                Files.write(folder.resolve(key.substring(key.lastIndexOf('/') + 1)), contents.get(n % contents.size()));
            }
            var disk = new ArrayList<Double>();
            var http = new ArrayList<Double>();
            var far = new ArrayList<Double>();
            var live = new ArrayList<Double>();
            Run fromDisk = () -> records(() -> ArchiveListing.of(List.of(folder), InputStream.nullInputStream()));
            Run overHttp = () -> {
                var day = LocalDate.parse("2026-10-03");
                try (var listing =
                        new TrailListing(clients.s3(), AwsPartition.COMMERCIAL, new TrailRange(day, day, Set.of()))) {
                    return records(() -> listing.list(new S3Path("example-trail", "")));
                }
            };
            // When
            for (var round = 0; round <= ROUNDS; round++) {
                var isWarm = round > 0;
                seconds(fromDisk, disk, isWarm);
                seconds(overHttp, http, isWarm);
                aws.faults().delay("*", "s3:GetObject", Duration.ofMillis(10));
                seconds(overHttp, far, isWarm);
                aws.faults().healAll();
                seconds(() -> live(clients.s3()), live, isWarm);
            }
            // Then
            System.out.printf(
                    "%d objects of %,d bytes, %,d compressed: from disk %.2f s, over HTTP %.2f s (%.2f of the speed),"
                            + " with 10 ms before each answer %.2f s (%.2f), by the readers of a service %.2f s (%.2f)%n",
                    FILES,
                    1 << 20,
                    contents.get(0).length,
                    median(disk),
                    median(http),
                    median(disk) / median(http),
                    median(far),
                    median(disk) / median(far),
                    median(live),
                    median(disk) / median(live));
        }
    }

    private static long records(ArchiveListing.Lister lister) throws IOException {
        try (var source = new ArchiveSource(lister)) {
            while (source.next().isPresent()) {
                // only read
            }
            assertThat(source.problems()).isEmpty();
            return source.progress().recordsOfInterest();
        }
    }

    private static long live(S3Client s3) {
        var kafka = new Kept();
        try (var reader =
                new TrailReader(s3, AwsPartition.COMMERCIAL, kafka, new SimpleMeterRegistry(), Clock.systemUTC())) {
            var reads = IntStream.range(0, FILES)
                    .mapToObj(n -> reader.read("example-trail", TrailFiles.key("AWSLogs/", TIME, n)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(reads).join();
        }
        return kafka.records().size();
    }

    private static void seconds(Run run, List<Double> times, boolean isWarm) throws Exception {
        var begun = System.nanoTime();
        assertThat(run.records()).isEqualTo(FILES);
        if (isWarm) {
            times.add((System.nanoTime() - begun) / 1e9);
        }
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** A file of 1 MiB with one record of interest, and ids that do not compress. */
    private static byte[] content(int seed) {
        var random = new Random(seed);
        var text = new StringBuilder("{\"Records\":[" + createAccessKey("user" + seed));
        while (text.length() < 1 << 20) {
            text.append(',')
                    .append(Records.describeInstances(
                            "{\"instancesSet\":{\"items\":[{\"instanceId\":\"i-%016x\"}]},\"filterSet\":{},\"token\":\"%016x%016x\"}"
                                    .formatted(random.nextLong(), random.nextLong(), random.nextLong())));
        }
        return Gzip.of(text.append("]}").toString());
    }
}
