package dev.lonekey.detector.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A message for an incoming webhook of Slack. All text is in elements that Slack takes as it is (plain_text, and text of
 * rich_text), so that no name can become a link, a mention or formatting; only the summary for notifications is mrkdwn, and
 * escaped.
 */
final class SlackMessage {

    /** What Slack takes in a header. */
    private static final int MAX_HEADER = 150;

    /** A bit less than Slack takes in a text. */
    private static final int MAX_TEXT = 2_900;

    private SlackMessage() {}

    static String json(Alert alert) {
        var message = JsonNodeFactory.instance.objectNode();
        message.put("text", escaped(alert.headline() + ": " + alert.rule()));
        // What is left of markup in the summary, such as names of channels and addresses, stays text.
        message.put("parse", "none").put("link_names", false);
        message.put("unfurl_links", false).put("unfurl_media", false);
        var blocks = message.putArray("blocks");
        blocks.addObject().put("type", "header").set("text", plain(cut(alert.headline(), MAX_HEADER)));
        var known = richText(blocks);
        if (alert.headline().length() > MAX_HEADER) {
            section(known, alert.headline() + "\n", true);
        }
        section(known, alert.rule(), false);
        for (var fact : alert.facts()) {
            section(known, "\n" + fact.name() + ": ", true);
            section(known, fact.value(), false);
        }
        if (!alert.advice().isEmpty()) {
            section(richText(blocks), alert.advice(), false);
        }
        if (!alert.commands().isEmpty()) {
            preformatted(blocks, String.join("\n", alert.commands()));
        }
        return message.toString();
    }

    private static ObjectNode plain(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "plain_text")
                .put("text", text)
                .put("emoji", false);
    }

    private static ArrayNode richText(ArrayNode blocks) {
        return blocks.addObject()
                .put("type", "rich_text")
                .putArray("elements")
                .addObject()
                .put("type", "rich_text_section")
                .putArray("elements");
    }

    private static void section(ArrayNode elements, String text, boolean bold) {
        var element = elements.addObject().put("type", "text").put("text", cut(text, MAX_TEXT));
        if (bold) {
            element.putObject("style").put("bold", true);
        }
    }

    private static void preformatted(ArrayNode blocks, String text) {
        blocks.addObject()
                .put("type", "rich_text")
                .putArray("elements")
                .addObject()
                .put("type", "rich_text_preformatted")
                .putArray("elements")
                .addObject()
                .put("type", "text")
                .put("text", cut(text, MAX_TEXT));
    }

    /** The three characters that begin everything that mrkdwn interprets as a link or a mention. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
