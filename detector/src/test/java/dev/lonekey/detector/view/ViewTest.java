package dev.lonekey.detector.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.health.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewTest {

    private final FilledView filled = new FilledView();
    private final List<String> told = new ArrayList<>();

    private final ViewListener listener = new ViewListener() {
        @Override
        public void violation(String id) {
            told.add(id);
        }

        @Override
        public void account(String id) {
            told.add(id);
        }

        @Override
        public void everything() {
            told.add("everything");
        }
    };

    @AfterEach
    void close() {
        filled.close();
    }

    @Test
    void valuesThatAreNotOurs_areSkippedAndCounted() {
        // Given
        var event = Published.open(1).event().toJson();
        var id = Published.id(1);
        // When
        for (var text : List.of("", "null", "[]", "\"x\"", "{}", "{\"violationId\":\"" + id + "\"}", "not json")) {
            filled.publish(Topic.VIOLATIONS_CURRENT, id, text.getBytes(UTF_8));
            filled.publish(Topic.ACCOUNTS_CURRENT, id, text.getBytes(UTF_8));
        }
        filled.publish(Topic.VIOLATIONS_CURRENT, "another", event);
        filled.publish(
                Topic.VIOLATIONS_CURRENT,
                id,
                new String(event, UTF_8).getBytes(java.nio.charset.StandardCharsets.UTF_16));
        filled.publish(Published.open(2));
        // Then
        assertThat(filled.view().unreadable()).isEqualTo(16);
        assertThat(filled.open()).containsExactly(Published.id(2));
        assertThat(filled.view().accounts().all()).isEmpty();
    }

    /** Or what is asked of all violations would fail for good. */
    @Test
    void valuesThatLackWhatIsSortedBy_areSkippedAndLeaveTheOldOnes() throws Exception {
        // Given
        filled.publish(Published.open(1));
        filled.publish(Published.account(Published.ACCOUNT, "first"));
        // When
        for (var field : List.of("severity", "type", "openedAt", "detectedAt")) {
            var event =
                    (ObjectNode) Json.MAPPER.readTree(Published.open(1).event().toJson());
            event.remove(field);
            filled.publish(Topic.VIOLATIONS_CURRENT, Published.id(1), Json.MAPPER.writeValueAsBytes(event));
        }
        filled.publish(Topic.ACCOUNTS_CURRENT, "444455556666", "{\"accountId\":\"444455556666\"}".getBytes(UTF_8));
        // Then
        assertThat(filled.view().unreadable()).isEqualTo(5);
        assertThat(filled.open()).containsExactly(Published.id(1));
        assertThat(filled.view().violations().get(Published.id(1)))
                .get()
                .extracting(KnownViolation::severity)
                .isNotNull();
        assertThat(filled.view().accounts().all()).hasSize(1);
    }

    @Test
    void changes_areToldOnceEverythingIsRead() {
        // Given
        filled.view().listen(listener);
        filled.publish(Published.open(1));
        // When
        filled.complete();
        filled.publish(Published.open(2));
        filled.publish(Published.open(2).revision(0));
        filled.forget(Topic.VIOLATIONS_CURRENT, Published.id(1));
        filled.forget(Topic.VIOLATIONS_CURRENT, Published.id(1));
        filled.publish(Published.account("444455556666", "second"));
        filled.view().unlisten(listener);
        filled.publish(Published.open(3));
        // Then
        assertThat(told)
                .containsExactly(
                        "everything",
                        Published.id(2),
                        Published.ACCOUNT,
                        Published.id(1),
                        Published.ACCOUNT,
                        "444455556666");
    }

    @Test
    void kafkaThatIsNotThere_isDownAndClosedAtOnce() {
        // Given
        try (var view = new View(Topics.EMBEDDED, Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            // When
            view.start();
            // Then
            assertThat(view.check().state()).isEqualTo(Health.State.DOWN);
            assertThat(view.isComplete()).isFalse();
        }
    }

    @Test
    void consumerThatCannotBeMade_isTriedAgainAndSaysWhy() {
        // Given
        try (var view =
                new View(Topics.EMBEDDED, Map.of("bootstrap.servers", "127.0.0.1:1", "max.poll.records", "many"))) {
            // When
            view.start();
            // Then
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(view.check())
                    .satisfies(health -> assertThat(health.state()).isEqualTo(Health.State.DOWN))
                    .satisfies(health -> assertThat(health.detail())
                            .startsWith("cannot read violations and accounts, and tries again: ")
                            .contains("max.poll.records")));
        }
    }
}
