package dev.lonekey.standalone.topic;

import dev.lonekey.contract.topic.Topic;
import dev.lonekey.contract.topic.Topics;
import dev.lonekey.runtime.topic.TopicState;
import dev.lonekey.runtime.topic.TopicState.Different;
import dev.lonekey.runtime.topic.TopicState.Missing;
import dev.lonekey.runtime.topic.TopicState.Right;
import dev.lonekey.standalone.terminal.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each topic is and should be, for people. */
record TopicReport(Topics topics, String createCommand) {

    /** Lines to print, without line ends. */
    List<String> lines(Map<Topic, TopicState> states) {
        var table = new Columns("TOPIC", "HOLDS", "PARTITIONS", "REPLICATION", "SETTINGS", "STATE");
        states.forEach((topic, state) -> table.row(
                topics.name(topic),
                topic.holds(),
                Integer.toString(topics.partitions()),
                Short.toString(topics.replicationFactor()),
                settings(topic),
                summary(state)));
        var lines = new ArrayList<>(table.lines());
        states.forEach((topic, state) -> lines.addAll(mend(topic, state)));
        if (states.containsValue(new Missing())) {
            lines.addAll(List.of("", "Make what is missing:", "  " + createCommand));
        }
        return lines;
    }

    private String settings(Topic topic) {
        var settings = new TreeMap<>(topics.settings(topic));
        return String.join(
                " ", settings.entrySet().stream().map(Object::toString).toList());
    }

    private static String summary(TopicState state) {
        if (state instanceof Right) {
            return "right";
        }
        return state instanceof Missing ? "MISSING" : "DIFFERENT";
    }

    private List<String> mend(Topic topic, TopicState state) {
        if (!(state instanceof Different different)) {
            return List.of();
        }
        var lines = new ArrayList<>(List.of("", topics.name(topic) + " differs:"));
        for (var difference : different.differences()) {
            lines.add("  %s is %s, should be %s".formatted(difference.what(), difference.is(), difference.shouldBe()));
            lines.add("    " + difference.fix());
        }
        return lines;
    }
}
