package dev.lonekey.ingest.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.scan.UnitReader.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\":[{\"a\":1},{\"b\":{}}]}",
                " {\n\t\"Records\" :\r\n [ {\"a\":1} ,\n {\"b\":{}} ] } \n",
                "{\"Events\":[{\"a\":1},{\"b\":{}}],\"NextToken\":\"t\"}",
                "{\"NextToken\":[{}],\"Events\":[{\"a\":1},{\"b\":{}}]}",
                "[{\"a\":1},{\"b\":{}}]",
                "{\"a\":1}\n{\"b\":{}}\n",
                "{\"a\":1}\r\n\r\n{\"b\":{}}",
                "{\"a\":1}{\"b\":{}}",
                "[{\"a\":1}]{\"Records\":[{\"b\":{}}]}",
                "{\"Records\":[]}[]{\"Records\":[{\"a\":1}]}{\"b\":{}}",
                "\uFEFF[{\"a\":1},{\"b\":{}}]"
            })
    void everyLayout_yieldsTheObjectsInARecordsPlace(String json) throws IOException {
        // When
        var units = read(json, 64);
        // Then
        assertThat(units.found).containsExactly("{\"a\":1}", "{\"b\":{}}");
        assertThat(units.end).isEqualTo(Step.END);
        assertThat(units.reader.strayAt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"Records\":[{\"forged\":1}]}}",
                "{\"a\":[{\"Records\":[{\"forged\":1}]}]}",
                "{\"a\":\"{\\\"Records\\\":[{\"}",
                "{\"a\":\"\\\"Records\\\":[\"}",
                "{\"x\\\"Records\":[{\"forged\":1}]}",
                "{\"x\":\"Records\",\"a\":[{\"forged\":1}]}",
                "{\"Records\":{\"forged\":[{}]}}",
                "{\"Records\":\"\",\"[\":[{\"forged\":1}]}",
                "{\"a\":\"}{\\\\\",\"b\":\"\\\\\\\"}{\"}",
                "{\"a\":\"]}]}[{\",\"b\":\"\\u007b\\\\\"}",
                "{\"ä€😀[\":\"😀}\u00A2\u00DB\u00FB\"}"
            })
    void hostileInside_isPartOfItsUnit(String unit) throws IOException {
        for (var layout : List.of("%s", "[%s]", "{\"Records\":[%s]}")) {
            for (int padding = 0; padding < 9; padding++) {
                // When
                var units = read(" ".repeat(padding) + layout.formatted(unit), 16);
                // Then
                assertThat(units.found).containsExactly(unit);
                assertThat(units.end).isEqualTo(Step.END);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\'',
            value = {
                "{\"Records\":[{\"a\":1},{\"b\":2 ! CUT_OFF",
                "{\"Records\":[{\"a\":1} ! CUT_OFF",
                "{\"Records\":[{\"a\":1}] ! CUT_OFF",
                "[{\"a\":1},\" ! CUT_OFF",
                "[{\"a\":1}]] ! BROKEN",
                "[{\"a\":1}}] ! BROKEN",
                "{\"Records\":[{\"a\":1},{\"b\":[1}, {}]} ! BROKEN",
                "{\"Records\":[{\"a\":1}}] ! BROKEN",
                "{\"a\":1}} ! BROKEN"
            })
    void brokenStructure_keepsTheUnitsBefore(String json, Step end) throws IOException {
        // When
        var units = read(json, 16);
        // Then
        assertThat(units.found).containsExactly("{\"a\":1}");
        assertThat(units.end).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "[1,{\"a\":1}] ! 1",
                "[{\"a\":1},null] ! 9",
                "{\"Records\":[\"x\",{\"a\":1}]} ! 12",
                "{\"Records\":[[{}],{\"a\":1}]} ! 12",
                "hello {\"a\":1} ! 0"
            })
    void somethingElseInARecordsPlace_isNotedAndPassedOver(String json, long position) throws IOException {
        // When
        var units = read(json, 16);
        // Then
        assertThat(units.found).containsExactly("{\"a\":1}");
        assertThat(units.end).isEqualTo(Step.END);
        assertThat(units.reader.strayAt()).hasValue(position);
    }

    @Test
    void unitLargerThanTheWindowMayGrow_isPassedOver() throws IOException {
        // Given
        var large = "{\"a\":\"" + "[{\\\"".repeat(2000) + "\"}";
        var fitting = "{\"a\":\"" + "x".repeat(1024 - 8) + "\"}";
        // When
        var units = read("[" + fitting + "," + large + ",{\"b\":2}," + large + "]", 64, 1024);
        // Then
        assertThat(units.found).containsExactly(fitting, "{\"b\":2}");
        assertThat(units.end).isEqualTo(Step.END);
        assertThat(units.reader.tooLarge()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x", // no JSON at all
                "[{\"a\":\"x", // a text
                "[[", // brackets
                "{\"a\":{", // objects, of which the first is a unit
                "{\"Records\":[ ", // blanks
                "{\"Records\":[{\"a\\" // a field's name, of backslashes
            })
    void lineWithoutEnd_takesNoMoreMemoryThanTheLargestUnit(String begin) throws IOException {
        // Given: 32 MiB more of its last character
        var line = new byte[begin.length() + (32 << 20)];
        Arrays.fill(line, (byte) begin.charAt(begin.length() - 1));
        System.arraycopy(begin.getBytes(UTF_8), 0, line, 0, begin.length());
        // When
        var units = new Units(line, new Window(64, 4096));
        // Then
        assertThat(units.found).isEmpty();
        assertThat(units.end).isIn(Step.END, Step.CUT_OFF);
        assertThat(units.reader.bytes()).hasSizeLessThanOrEqualTo(4096);
    }

    private static Units read(String json, int window) throws IOException {
        return read(json, window, 1 << 20);
    }

    private static Units read(String json, int window, int limit) throws IOException {
        return new Units(json.getBytes(UTF_8), new Window(window, limit));
    }

    /** All units of an input, and how it ended. */
    private static final class Units {

        private final UnitReader reader;
        private final List<String> found = new ArrayList<>();
        private final Step end;

        Units(byte[] json, Window window) throws IOException {
            reader = new UnitReader(new ByteArrayInputStream(json), window);
            var step = reader.next();
            while (step == Step.UNIT || step == Step.PAUSE) {
                if (step == Step.UNIT) {
                    found.add(new String(reader.bytes(), reader.from(), reader.to() - reader.from(), UTF_8));
                }
                step = reader.next();
            }
            end = step;
        }
    }
}
