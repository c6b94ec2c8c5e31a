package dev.lonekey.benchmarks.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lonekey.contract.cloudtrail.EventName;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * What one would write with Jackson's streaming parser: eventSource and eventName of each record, all else skipped. Found
 * records are not even kept, which a second pass would have to do.
 */
final class JacksonReader implements Reader {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final JsonFactory factory = new ObjectMapper().getFactory();

    @Override
    public long read(Path file) throws IOException {
        try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), BUFFER_BYTES);
                var parser = factory.createParser(in)) {
            var found = 0L;
            while (parser.nextToken() != JsonToken.START_ARRAY) {
                // up to the records
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                found += isOfInterest(parser) ? 1 : 0;
            }
            return found;
        }
    }

    private static boolean isOfInterest(JsonParser parser) throws IOException {
        var source = "";
        var name = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "eventSource" -> source = parser.getText();
                case "eventName" -> name = parser.getText();
                default -> parser.skipChildren();
            }
        }
        return EventName.of(source, name).isPresent();
    }
}
