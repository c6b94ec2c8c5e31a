package dev.lonekey.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final Instant END = Instant.parse("2026-11-22T12:00:00.987Z");

    @Test
    void times_increaseAndAreNotInTheFuture() throws IOException, RejectedException {
        // When
        var times = new ArrayList<Instant>();
        for (var record : records()) {
            times.add(CloudTrailRecord.parse(record.toString().getBytes(UTF_8)).time());
        }
        // Then
        assertThat(times).isSorted().doesNotHaveDuplicates().allMatch(time -> !time.isAfter(END));
    }

    @Test
    void everyRecord_isOneThatTravelsAndHasItsOwnId() throws IOException, RejectedException {
        // When
        var ids = new HashSet<String>();
        for (var json : records()) {
            var record = CloudTrailRecord.parse(json.toString().getBytes(UTF_8));
            // Then
            assertThat(record.event()).isPresent();
            assertThat(record.account()).isEqualTo("111122223333");
            assertThat(ids.add(record.eventId().orElseThrow())).isTrue();
        }
    }

    private static List<JsonNode> records() throws IOException {
        var records = new ArrayList<JsonNode>();
        for (var step : Story.endingAt(END).steps()) {
            Json.MAPPER.readTree(step.cloudTrailFile()).path("Records").forEach(records::add);
        }
        return records;
    }
}
