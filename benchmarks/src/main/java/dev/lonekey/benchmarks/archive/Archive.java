package dev.lonekey.benchmarks.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A made-up archive.
 *
 * @param files gzipped, in the order of their names
 * @param rawBytes of all files, inflated
 */
public record Archive(Path folder, List<Path> files, long rawBytes) {

    /** As many records as make files of two to three MB, which is what AWS writes for a busy account. */
    private static final int RECORDS_A_FILE = 20_000;

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    /**
     * The archive of this size in a folder below; made when it is not there yet, the same each time.
     *
     * @param rawMib its size, inflated; the last file goes beyond
     * @param interest the share of records that travel, from 0 to 1
     */
    public static Archive in(Path parent, long rawMib, double interest, long seed) throws IOException {
        var folder = parent.resolve("raw-%d-interest-%s-seed-%d".formatted(rawMib, interest, seed));
        var size = folder.resolve("raw-bytes");
        if (!Files.exists(size)) {
            Files.createDirectories(folder);
            Files.writeString(size, Long.toString(make(folder, rawMib << 20, interest, seed)));
        }
        try (var files = Files.list(folder)) {
            return new Archive(
                    folder,
                    files.filter(file -> file.toString().endsWith(".gz"))
                            .sorted()
                            .toList(),
                    Long.parseLong(Files.readString(size)));
        }
    }

    private static long make(Path folder, long bytes, double interest, long seed) throws IOException {
        System.err.println("making " + folder);
        var random = new SplittableRandom(seed);
        var made = 0L;
        for (var number = 0; made < bytes; number++) {
            var account = "%012d".formatted(444_455_550_000L + number % 20);
            var begin = START.plusSeconds(300L * number);
            var name = "%s_CloudTrail_eu-central-1_%05d.json.gz".formatted(account, number);
            var records = new RecordWriter(random.split(), account, interest);
            try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16)) {
                made += write(out, records, begin);
            }
        }
        return made;
    }

    private static long write(OutputStream out, RecordWriter records, Instant begin) throws IOException {
        var text = new StringBuilder("{\"Records\":[");
        var written = 0L;
        for (var record = 0; record < RECORDS_A_FILE; record++) {
            records.write(text.append(record == 0 ? "" : ","), begin.plusSeconds(300L * record / RECORDS_A_FILE));
            if (record == RECORDS_A_FILE - 1) {
                text.append("]}");
            }
            var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            written += bytes.length;
            text.setLength(0);
        }
        return written;
    }

    /** In MB of a million bytes. */
    public double rawMegabytes() {
        return rawBytes / 1e6;
    }

    public long records() {
        return (long) RECORDS_A_FILE * files.size();
    }

    public long storedBytes() throws IOException {
        var bytes = 0L;
        for (var file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** The files that one of several workers takes. */
    public List<Path> share(int worker, int workers) {
        return IntStream.range(0, files.size())
                .filter(index -> index % workers == worker)
                .mapToObj(files::get)
                .toList();
    }
}
