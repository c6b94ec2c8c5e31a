package dev.lonekey.standalone.docker;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RequiresCompose}. */
final class ComposeCondition implements ExecutionCondition {

    static final String REQUIRED = "LONEKEY_REQUIRE_COMPOSE";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(Compose.installed(), Boolean.parseBoolean(System.getenv(REQUIRED)));
    }

    static ConditionEvaluationResult decide(Optional<Compose> installed, boolean required) {
        if (installed.isPresent()) {
            return ConditionEvaluationResult.enabled("Docker Compose is installed");
        }
        if (required) {
            throw new ExtensionConfigurationException("Docker Compose is not installed, and " + REQUIRED + " is true");
        }
        return ConditionEvaluationResult.disabled(
                "Docker Compose is not installed; install it, and set " + REQUIRED + "=true to fail without it");
    }
}
