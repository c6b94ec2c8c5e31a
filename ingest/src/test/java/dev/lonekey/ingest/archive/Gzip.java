package dev.lonekey.ingest.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Makes gzip for tests. */
public final class Gzip {

    private Gzip() {}

    /** One member after another. */
    public static byte[] of(String... members) {
        var all = new ByteArrayOutputStream();
        for (var member : members) {
            try (var gzip = new GZIPOutputStream(all)) {
                gzip.write(member.getBytes(UTF_8));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
        return all.toByteArray();
    }
}
