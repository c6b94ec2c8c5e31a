package dev.lonekey.detector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.config.WebhookSettings.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @Test
    void json_isTheEventAsPublishedWithCloudEventsHeaders() {
        // Given
        var event = Events.OPENED.event(7);
        var published = new String(event.toJson(), StandardCharsets.UTF_8);
        // When
        var message = Message.of(Format.JSON, event, published);
        // Then
        assertThat(message.body()).isSameAs(published);
        assertThat(message.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("ce-id", "00000000000000000000000000000007-1")
                .containsEntry("ce-type", "dev.lonekey.violation.opened.v1")
                .containsEntry("ce-source", "/lonekey/accounts/111122223333/violations")
                .containsEntry("ce-subject", "00000000000000000000000000000007")
                .containsEntry("ce-time", "2026-11-22T12:00:01Z")
                .containsEntry("ce-dataschema", "urn:lonekey:schema:violation:1")
                .hasSize(8);
    }

    @Test
    void headers_cannotBeBrokenOutOf() {
        assertThat(EventHeaders.encoded("a b\r\nX: \"1\" 100% ë"))
                .isEqualTo("a%20b%0D%0AX:%20%221%22%20100%25%20%C3%AB");
    }

    @Test
    void slack_isABlockMessage() throws IOException {
        assertThat(tree(Format.SLACK, Events.OPENED)).isEqualTo(Json.MAPPER.readTree("""
                {"text":"OPENED MEDIUM: alice of account 111122223333 (production): IAM user has more than one active access key",
                 "parse":"none","link_names":false,"unfurl_links":false,"unfurl_media":false,
                 "blocks":[
                  {"type":"header","text":{"type":"plain_text","emoji":false,
                    "text":"OPENED MEDIUM: alice of account 111122223333 (production)"}},
                  {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[
                    {"type":"text","text":"IAM user has more than one active access key"},
                    {"type":"text","text":"\\nSince: ","style":{"bold":true}},
                    {"type":"text","text":"2026-11-22 12:00:00 UTC"},
                    {"type":"text","text":"\\nBy: ","style":{"bold":true}},
                    {"type":"text","text":"arn:aws:iam::111122223333:user/bob: CreateAccessKey from 203.0.113.20 with aws-cli/2.31.9"},
                    {"type":"text","text":"\\nKeys: ","style":{"bold":true}},
                    {"type":"text","text":"AKIAIOSFODNN7EXAMPLE active, AKIAI44QH8DHBEXAMPLE active"},
                    {"type":"text","text":"\\nEvent: ","style":{"bold":true}},
                    {"type":"text","text":"00000000000000000000000000000001-1"}]}]},
                  {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[
                    {"type":"text","text":"Keep AKIAI44QH8DHBEXAMPLE, the newest key."}]}]},
                  {"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[
                    {"type":"text","text":"aws iam list-access-keys --user-name 'alice'"}]}]}]}
                """));
    }

    @Test
    void teams_isACardInAMessage() throws IOException {
        assertThat(tree(Format.TEAMS, Events.OPENED.resolved())).isEqualTo(Json.MAPPER.readTree("""
                {"type":"message","attachments":[{
                  "contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{
                   "$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4",
                   "msteams":{"width":"Full"},"fallbackText":"RESOLVED: alice of account 111122223333 (production)","body":[
                    {"type":"RichTextBlock","spacing":"Small","inlines":[{"type":"TextRun","weight":"Bolder","size":"Medium",
                      "color":"Good","text":"RESOLVED: alice of account 111122223333 (production)"}]},
                    {"type":"RichTextBlock","spacing":"Small","inlines":[
                      {"type":"TextRun","text":"IAM user has more than one active access key"}]},
                    {"type":"RichTextBlock","spacing":"Small","inlines":[
                      {"type":"TextRun","text":"Since: ","weight":"Bolder"},{"type":"TextRun","text":"2026-11-22 12:00:00 UTC"}]},
                    {"type":"RichTextBlock","spacing":"Small","inlines":[
                      {"type":"TextRun","text":"Until: ","weight":"Bolder"},{"type":"TextRun","text":"2026-11-22 12:02:00 UTC"}]},
                    {"type":"RichTextBlock","spacing":"Small","inlines":[
                      {"type":"TextRun","text":"Ended by: ","weight":"Bolder"},{"type":"TextRun","text":"key deleted"}]},
                    {"type":"RichTextBlock","spacing":"Small","inlines":[
                      {"type":"TextRun","text":"By: ","weight":"Bolder"},
                      {"type":"TextRun","text":"arn:aws:iam::111122223333:user/bob: CreateAccessKey from 203.0.113.20 with aws-cli/2.31.9"}]},
                    {"type":"RichTextBlock","spacing":"Small","inlines":[
                      {"type":"TextRun","text":"Keys: ","weight":"Bolder"},
                      {"type":"TextRun","text":"AKIAIOSFODNN7EXAMPLE active, AKIAI44QH8DHBEXAMPLE active"}]},
                    {"type":"RichTextBlock","spacing":"Small","inlines":[
                      {"type":"TextRun","text":"Event: ","weight":"Bolder"},
                      {"type":"TextRun","text":"00000000000000000000000000000001-2"}]}]}}]}
                """));
    }

    /** Text of others stands only where nothing interprets it, whatever it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel>",
                "@here",
                "<https://evil.example.com|the console>",
                "[the console](https://evil.example.com)",
                "*bold* _it_ ~st~ `code` &lt;",
                "{{DATE(2020-01-01T00:00:00Z,SHORT)}}",
                "<at>everyone</at>",
                "a\nb\u202Ec\u001b[2J\u0000d"
            })
    void hostileText_isNeverInterpreted(String hostile) throws IOException {
        // Given
        var event = Events.OPENED.user(hostile).userAgent(hostile);
        // When
        var slack = tree(Format.SLACK, event);
        var teams = tree(Format.TEAMS, event);
        // Then
        assertThat(slack.get("text").textValue())
                .doesNotContain("<", ">", "\n", "\u202E", "\u001b")
                .doesNotContainPattern("&(?!amp;|lt;|gt;)");
        assertThat(typesOfText(slack.get("blocks"))).isSubsetOf("plain_text", "text");
        assertThat(typesOfText(teams.at("/attachments/0/content/body"))).containsOnly("TextRun");
        assertThat(teams.findValuesAsText("text")).noneMatch(text -> text.contains("{{"));
        for (var message : List.of(slack, teams)) {
            assertThat(message.findValuesAsText("text"))
                    .noneMatch(text -> text.matches("(?s).+\n.*|.*[\u202E\u001b\u0000].*"));
            assertThat(fieldNames(message))
                    .doesNotContain("url", "entities", "actions", "user_id", "range", "selectAction");
        }
    }

    @Test
    void retractionWithoutKeys_hasNoEmptyText() throws IOException {
        // Given
        var event = (ObjectNode)
                Json.MAPPER.readTree(Events.OPENED.resolved().event(1).toJson());
        event.putArray("keys");
        // When
        var alert = Alert.of(ViolationEvent.fromJson(Json.MAPPER.writeValueAsBytes(event)));
        // Then
        for (var message : List.of(SlackMessage.json(alert), TeamsMessage.json(alert))) {
            assertThat(Json.MAPPER.readTree(message).findValues("text"))
                    .filteredOn(JsonNode::isTextual)
                    .isNotEmpty()
                    .noneMatch(text -> text.textValue().isEmpty());
        }
    }

    @Test
    void longText_isCutToWhatIsTaken() throws IOException {
        // Given
        var event = Events.OPENED.user("u".repeat(5_000)).userAgent("\uD83D\uDE00".repeat(5_000));
        // When
        var slack = tree(Format.SLACK, event);
        // Then
        assertThat(slack.at("/blocks/0/text/text").textValue())
                .hasSizeLessThanOrEqualTo(150)
                .endsWith("…");
        assertThat(slack.findValuesAsText("text")).allMatch(text -> text.length() <= 3_000);
        assertThat(tree(Format.TEAMS, event).toString()).hasSizeLessThan(28_000);
    }

    private static JsonNode tree(Format format, Events event) throws IOException {
        return Json.MAPPER.readTree(Message.of(format, event.event(1), "").body());
    }

    private static List<String> typesOfText(JsonNode within) {
        return within.findParents("text").stream()
                .filter(parent -> parent.get("text").isTextual())
                .map(parent -> parent.get("type").textValue())
                .toList();
    }

    private static Set<String> fieldNames(JsonNode node) {
        var names = new ArrayList<String>();
        collect(node, names);
        return Set.copyOf(names);
    }

    private static void collect(JsonNode node, List<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collect(child, names));
    }
}
