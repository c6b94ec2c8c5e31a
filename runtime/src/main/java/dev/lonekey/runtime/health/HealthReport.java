package dev.lonekey.runtime.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.runtime.health.Health.State;
import dev.lonekey.runtime.text.Harmless;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How all components are, at one time.
 *
 * @param components by their names
 */
public record HealthReport(Map<String, Health> components) {

    private static final int MAX_CHARACTERS = 1_000;

    public HealthReport {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /** Asks each component. */
    public static HealthReport of(Collection<Component> components) {
        var answers = new LinkedHashMap<String, Health>();
        components.forEach(component -> answers.put(component.name(), answer(component)));
        return new HealthReport(answers);
    }

    private static Health answer(Component component) {
        try {
            return component.check();
        } catch (RuntimeException fault) {
            return Health.down("its check failed: " + fault);
        }
    }

    /** Whether every component does its work. */
    public boolean isReady() {
        return components.values().stream().allMatch(health -> health.state() == State.UP);
    }

    /** Whether none has stopped for good: otherwise a restart is what helps. */
    public boolean isLive() {
        return components.values().stream().noneMatch(health -> health.state() == State.STOPPED);
    }

    /**
     * As it is served.
     *
     * @param good what is made of it all
     */
    public ObjectNode toJson(boolean good) {
        var json = JsonNodeFactory.instance.objectNode().put("status", good ? "UP" : "DOWN");
        var parts = json.putObject("components");
        components.forEach((name, health) -> parts.putObject(name)
                .put("status", health.state().name())
                .put("detail", cut(Harmless.command(health.detail()))));
        return json;
    }

    /** The mend stands at the end of a message, so there is room for it. */
    private static String cut(String detail) {
        return detail.codePointCount(0, detail.length()) <= MAX_CHARACTERS
                ? detail
                : detail.substring(0, detail.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
    }
}
