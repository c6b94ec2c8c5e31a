package dev.lonekey.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the demo tells, with ids that belong to nobody.
 *
 * @param steps in the order of their times
 */
record Story(List<Step> steps) {

    /** The account in which all of it happens. */
    static final String ACCOUNT = "111122223333";

    private static final String RESOURCE = "story.json";
    private static final int SECONDS_BETWEEN_RECORDS = 5;

    /**
     * A step of the story.
     *
     * @param narration what happens, in a sentence or two
     * @param quiet what to say when nothing is published
     * @param cloudTrailFile the records as CloudTrail delivers them in a file
     */
    record Step(String narration, String quiet, String cloudTrailFile) {}

    Story {
        steps = List.copyOf(steps);
    }

    /** The story, ending at the given time; each record is some whole seconds later than the one before. */
    static Story endingAt(Instant end) {
        var template = template();
        var records = 0;
        for (var step : template) {
            records += step.path("records").size();
        }
        var time = end.minusSeconds((long) SECONDS_BETWEEN_RECORDS * records);
        var steps = new ArrayList<Step>();
        for (var step : template) {
            for (var record : step.path("records")) {
                time = time.plusSeconds(SECONDS_BETWEEN_RECORDS);
                happens((ObjectNode) record, Instant.ofEpochSecond(time.getEpochSecond()));
            }
            steps.add(
                    new Step(step.path("narration").asText(), step.path("quiet").asText(), file(step.path("records"))));
        }
        return new Story(steps);
    }

    private static void happens(ObjectNode record, Instant time) {
        var name = record.path("eventName").asText() + time;
        record.put("eventTime", time.toString());
        record.put(
                "eventID",
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
        if (record.path("responseElements").path("accessKey") instanceof ObjectNode key) {
            key.put("createDate", time.toString());
        }
    }

    private static String file(JsonNode records) {
        try {
            return Json.MAPPER.writeValueAsString(Json.MAPPER.createObjectNode().set("Records", records));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode template() {
        try (var story = Story.class.getResourceAsStream(RESOURCE)) {
            return Json.MAPPER.readTree(story);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
