package dev.lonekey.ingest.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lonekey.contract.Json;
import dev.lonekey.ingest.scan.UnitReader.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of random documents in pieces of random sizes, compared with what a JSON parser makes of them. */
class UnitReaderOracleTest {

    private static final int DOCUMENTS = 2_000;
    private static final ObjectReader PARSER =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomDocumentsInRandomPieces_yieldWhatAParserFinds(long seed) throws IOException {
        var json = new RandomJson(seed);
        var random = new Random(seed);
        for (int number = 0; number < DOCUMENTS; number++) {
            // Given
            var text = new StringBuilder();
            for (int document = random.nextInt(3); document >= 0; document--) {
                text.append(json.blank()).append(json.document()).append(json.blank());
            }
            var bytes = text.toString().getBytes(UTF_8);
            var pieces = new Pieces(bytes, random);
            // When
            var units = units(new UnitReader(pieces, new Window(1 + random.nextInt(64), 1 << 20)));
            // Then
            assertThat(units).as("seed %d, number %d: %s", seed, number, text).isEqualTo(parsed(bytes));
        }
    }

    private static List<JsonNode> units(UnitReader reader) throws IOException {
        var units = new ArrayList<JsonNode>();
        var step = reader.next();
        while (step != Step.END) {
            assertThat(step).isIn(Step.UNIT, Step.PAUSE);
            if (step == Step.UNIT) {
                units.add(Json.MAPPER.readTree(reader.bytes(), reader.from(), reader.to() - reader.from()));
            }
            step = reader.next();
        }
        assertThat(reader.strayAt()).isEmpty();
        return units;
    }

    private static List<JsonNode> parsed(byte[] bytes) throws IOException {
        var units = new ArrayList<JsonNode>();
        try (var parser = Json.MAPPER.createParser(bytes)) {
            while (parser.nextToken() != null) {
                JsonNode document = PARSER.readTree(parser);
                if (document.isArray()) {
                    document.forEach(units::add);
                } else if (document.path("Records").isArray()) {
                    document.path("Records").forEach(units::add);
                } else if (document.path("Events").isArray()) {
                    document.path("Events").forEach(units::add);
                } else {
                    units.add(document);
                }
            }
        }
        return units;
    }

    /** Yields a few bytes at a time, as a pipe may. */
    private static final class Pieces extends InputStream {

        private final InputStream all;
        private final Random random;

        Pieces(byte[] bytes, Random random) {
            this.all = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return all.read(bytes, offset, Math.min(length, 1 + random.nextInt(40)));
        }
    }
}
