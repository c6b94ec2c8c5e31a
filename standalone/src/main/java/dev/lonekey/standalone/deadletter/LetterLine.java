package dev.lonekey.standalone.deadletter;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lonekey.contract.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * A letter as one line of JSON, without its content.
 *
 * @param partition where it lies in the topic of dead letters
 * @param offset likewise
 * @param detail what the header of the reason says
 * @param size in bytes
 */
@JsonPropertyOrder({"time", "partition", "offset", "reason", "detail", "origin", "account", "sha256", "size"})
record LetterLine(
        Instant time,
        int partition,
        long offset,
        String reason,
        String detail,
        Optional<Origin> origin,
        Optional<String> account,
        Optional<String> sha256,
        int size) {

    /** Where the input was read from: a topic, or without a partition a file or source. */
    record Origin(String name, Optional<Integer> partition, Optional<Long> offset) {}

    static String of(Letter letter) {
        var origin = letter.source()
                .map(name -> new Origin(
                        name,
                        letter.readAt().map(Place::partition),
                        letter.readAt().map(Place::offset)));
        var line = new LetterLine(
                letter.time(),
                letter.place().partition(),
                letter.place().offset(),
                letter.code(),
                letter.detail(),
                origin,
                letter.account(),
                letter.sha256(),
                letter.bytes());
        try {
            return Json.MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("texts and numbers are JSON", impossible);
        }
    }
}
