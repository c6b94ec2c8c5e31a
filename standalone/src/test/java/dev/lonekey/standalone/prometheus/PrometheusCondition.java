package dev.lonekey.standalone.prometheus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RequiresPrometheus}. */
final class PrometheusCondition implements ExecutionCondition {

    static final String REQUIRED = "LONEKEY_REQUIRE_PROMETHEUS";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(isAvailable(), Boolean.parseBoolean(System.getenv(REQUIRED)));
    }

    private static boolean isAvailable() {
        var folders = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(Path::of)
                .toList();
        return List.of("prometheus", "promtool").stream()
                .allMatch(program -> folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program))));
    }

    static ConditionEvaluationResult decide(boolean available, boolean required) {
        if (available) {
            return ConditionEvaluationResult.enabled("prometheus and promtool are there");
        }
        if (required) {
            throw new ExtensionConfigurationException(
                    "prometheus and promtool are not on the path, and " + REQUIRED + " is true");
        }
        return ConditionEvaluationResult.disabled("prometheus and promtool are not on the path; install them, and set "
                + REQUIRED + "=true to fail without them");
    }
}
