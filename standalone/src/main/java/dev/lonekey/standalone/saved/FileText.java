package dev.lonekey.standalone.saved;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file: UTF-8, or UTF-16 with a byte order mark, which is what a redirection in PowerShell writes. */
final class FileText {

    /** Ten times what an account with the 5,000 users that AWS allows fills. */
    static final int MAX_BYTES = 16 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REVERSED_MARK = '\uFFFE';

    private FileText() {}

    static String read(Path file) throws IOException, UnusableException {
        var size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new UnusableException("has %,d MiB, and no saved output needs more than %d. Leave it out."
                    .formatted(size >> 20, MAX_BYTES >> 20));
        }
        return decode(Files.readAllBytes(file));
    }

    /** Strictly: whatever is no text is damaged. */
    static String decode(byte[] bytes) throws UnusableException {
        try {
            var text =
                    charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException damaged) {
            throw UnusableException.at(lineOfDamage(bytes), "this is no text in UTF-8");
        }
    }

    private static Charset charset(byte[] bytes) {
        var first = bytes.length < 2 ? 0 : ByteBuffer.wrap(bytes).getChar();
        return first == BYTE_ORDER_MARK || first == REVERSED_MARK ? UTF_16 : UTF_8;
    }

    private static long lineOfDamage(byte[] bytes) {
        var decoded = UTF_8.decode(ByteBuffer.wrap(bytes));
        var line = 1;
        while (decoded.hasRemaining()) {
            var character = decoded.get();
            if (character == '\uFFFD') {
                return line;
            }
            line += character == '\n' ? 1 : 0;
        }
        return line;
    }
}
