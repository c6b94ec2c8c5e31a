package dev.lonekey.detector.webhook;

import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.detector.config.WebhookSettings.Format;
import java.util.Map;

/**
 * What is posted.
 *
 * @param body JSON, to be sent as UTF-8
 */
record Message(Map<String, String> headers, String body) {

    /**
     * Puts an event into words.
     *
     * @param published the event as it is in Kafka
     */
    static Message of(Format format, ViolationEvent event, String published) {
        return switch (format) {
            case JSON -> new Message(EventHeaders.of(event), published);
            case SLACK -> new Message(EventHeaders.CONTENT_TYPE, SlackMessage.json(Alert.of(event)));
            case TEAMS -> new Message(EventHeaders.CONTENT_TYPE, TeamsMessage.json(Alert.of(event)));
        };
    }
}
