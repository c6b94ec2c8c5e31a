package dev.lonekey.detector.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.contract.violation.ViolationEvent.EventType;

/**
 * An Adaptive Card for a webhook of Microsoft Teams Workflows. All text is in text runs, which know no Markdown, so that no name
 * can become a link or formatting; mentions need entities beside the text, and there are none.
 */
final class TeamsMessage {

    private static final String CARD = "application/vnd.microsoft.card.adaptive";

    private TeamsMessage() {}

    static String json(Alert alert) {
        var message = JsonNodeFactory.instance.objectNode().put("type", "message");
        var attachment = message.putArray("attachments").addObject().put("contentType", CARD);
        attachment.putNull("contentUrl");
        var card = attachment
                .putObject("content")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        card.putObject("msteams").put("width", "Full");
        card.put("fallbackText", literal(alert.headline()));
        var body = card.putArray("body");
        run(line(body), alert.headline())
                .put("weight", "Bolder")
                .put("size", "Medium")
                .put("color", color(alert));
        run(line(body), alert.rule());
        for (var fact : alert.facts()) {
            var line = line(body);
            run(line, fact.name() + ": ").put("weight", "Bolder");
            run(line, fact.value());
        }
        if (!alert.advice().isEmpty()) {
            run(line(body), alert.advice());
        }
        alert.commands().forEach(command -> run(line(body), command).put("fontType", "Monospace"));
        return message.toString();
    }

    private static ArrayNode line(ArrayNode body) {
        return body.addObject()
                .put("type", "RichTextBlock")
                .put("spacing", "Small")
                .putArray("inlines");
    }

    private static ObjectNode run(ArrayNode line, String text) {
        return line.addObject().put("type", "TextRun").put("text", literal(text));
    }

    /** A pair of braces would begin one of the few functions that cards know, such as DATE. */
    private static String literal(String text) {
        return text.replace("{{", "{ {");
    }

    private static String color(Alert alert) {
        if (alert.type() == EventType.RESOLVED) {
            return "Good";
        }
        return alert.severity().compareTo(Severity.HIGH) >= 0 ? "Attention" : "Warning";
    }
}
