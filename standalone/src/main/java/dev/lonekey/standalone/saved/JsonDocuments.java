package dev.lonekey.standalone.saved;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads JSON documents, one after another or in an array. One that is broken spoils the whole file. */
final class JsonDocuments {

    private static final ObjectReader READER = Json.MAPPER
            .readerFor(Document.class)
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Published examples break the lines of a report's content.
            .with(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS);

    private JsonDocuments() {}

    static List<Saved> read(String text) throws UnusableException {
        var found = new ArrayList<Saved>();
        try (var parser = READER.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> found.addAll(read(parser));
                    case START_ARRAY, END_ARRAY -> {} // what is in it counts
                    default -> found.add(new Saved.Unknown());
                }
            }
            return found.isEmpty() ? List.of(new Saved.Unknown()) : found;
        } catch (JacksonException mistake) {
            throw UnusableException.at(line(mistake), what(mistake));
        } catch (IOException impossible) {
            throw new UnusableException("cannot be read: " + impossible.getMessage());
        }
    }

    private static List<Saved> read(JsonParser parser) throws IOException, UnusableException {
        var line = parser.currentTokenLocation().getLineNr();
        Document document = READER.readValue(parser);
        try {
            return document.saved();
        } catch (UnusableException damaged) {
            throw damaged.in("line " + line);
        }
    }

    private static long line(JacksonException mistake) {
        return mistake.getLocation() == null ? 1 : mistake.getLocation().getLineNr();
    }

    private static String what(JacksonException mistake) {
        var isJson = mistake instanceof JsonMappingException && !(mistake.getCause() instanceof StreamReadException);
        return isJson
                ? path((JsonMappingException) mistake) + " is not as AWS prints it"
                : "the JSON is damaged, or cut off";
    }

    private static String path(JsonMappingException mistake) {
        return mistake.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.collectingAndThen(Collectors.joining("."), path -> path.isEmpty() ? "this" : path));
    }
}
