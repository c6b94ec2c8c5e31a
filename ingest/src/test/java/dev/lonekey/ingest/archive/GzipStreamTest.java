package dev.lonekey.ingest.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipStreamTest {

    private static final String TEXT = text();

    @Test
    void severalMembersAndPadding_areReadAsOne() throws IOException {
        // Given
        var members = Gzip.of(TEXT, "", "more");
        var padded = Arrays.copyOf(members, members.length + 100);
        // When
        var read = new String(stream(padded).readAllBytes(), UTF_8);
        // Then
        assertThat(read).isEqualTo(TEXT + "more");
    }

    @Test
    void headerWithAllOptionalFields_isSkipped() throws IOException {
        // Given: extra field of 2 bytes, name, comment and header checksum
        var plain = Gzip.of("hello");
        var header = HexFormat.of().parseHex("1f8b081e000000000003" + "0200aabb" + "6e00" + "6300" + "0000");
        var out = new ByteArrayOutputStream();
        out.write(header);
        out.write(plain, 10, plain.length - 10);
        // When
        var read = stream(out.toByteArray()).readAllBytes();
        // Then
        assertThat(new String(read, UTF_8)).isEqualTo("hello");
    }

    @Test
    void cutAnywhere_saysSoAfterAllThatCouldBeRead() throws IOException {
        var whole = Gzip.of(TEXT, TEXT);
        int firstMember = Gzip.of(TEXT).length;
        for (int length = 1; length < whole.length; length++) {
            // Given
            var cut = Arrays.copyOf(whole, length);
            var read = new ByteArrayOutputStream();
            if (length == firstMember) {
                continue;
            }
            // When
            assertThatThrownBy(() -> stream(cut).transferTo(read))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(EOFException.class);
            // Then
            assertThat(TEXT + TEXT).startsWith(read.toString(UTF_8));
            if (length > firstMember) {
                assertThat(read.size()).isGreaterThanOrEqualTo(TEXT.length());
            }
        }
    }

    @Test
    void flippedByteAnywhereInTheData_isNoticed() {
        var whole = Gzip.of(TEXT);
        for (int index = 10; index < whole.length; index++) {
            // Given
            var damaged = whole.clone();
            damaged[index] ^= 0x10;
            // Then
            assertThatThrownBy(() -> stream(damaged).readAllBytes())
                    .as("byte %d", index)
                    .isInstanceOfAny(ZipException.class, EOFException.class);
        }
    }

    @Test
    void somethingElseAfterTheEnd_isNoticed() {
        // Given
        var whole = Gzip.of(TEXT);
        var followed = Arrays.copyOf(whole, whole.length + 3);
        followed[whole.length] = 'x';
        // Then
        assertThatThrownBy(() -> stream(followed).readAllBytes()).isInstanceOf(ZipException.class);
    }

    @Test
    void damage_isToldAfterWhatWasInflatedInTheSameRead() throws IOException {
        // Given: one whole block, and then one of the type that RFC 1951 reserves
        var out = new ByteArrayOutputStream();
        out.write(Gzip.of(""), 0, 10);
        try (var deflated = new DeflaterOutputStream(out, new Deflater(6, true), true)) {
            deflated.write(TEXT.getBytes(UTF_8));
            deflated.flush();
            out.write(0x07);
            // When
            var stream = stream(out.toByteArray());
            var read = new byte[2 * TEXT.length()];
            int length = stream.read(read, 0, read.length);
            // Then
            assertThat(new String(read, 0, length, UTF_8)).isEqualTo(TEXT);
            assertThatThrownBy(() -> stream.read(read, 0, read.length)).isInstanceOf(ZipException.class);
        }
    }

    private static GzipStream stream(byte[] bytes) {
        return new GzipStream(new ByteArrayInputStream(bytes));
    }

    private static String text() {
        var random = new Random(1);
        var text = new StringBuilder();
        random.ints(600, ' ', '~').forEach(c -> text.append((char) c));
        return text.toString();
    }
}
