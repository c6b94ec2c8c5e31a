package dev.lonekey.standalone.docker;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Decides for {@link RequiresDocker}. */
final class DockerCondition implements ExecutionCondition {

    static final String REQUIRED = "LONEKEY_REQUIRE_DOCKER";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(isAvailable(), Boolean.parseBoolean(System.getenv(REQUIRED)));
    }

    private static boolean isAvailable() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException noUse) {
            return false; // an engine that cannot start a container is as good as none
        }
    }

    static ConditionEvaluationResult decide(boolean available, boolean required) {
        if (available) {
            return ConditionEvaluationResult.enabled("Docker answers");
        }
        if (required) {
            throw new ExtensionConfigurationException("Docker does not answer, and " + REQUIRED + " is true");
        }
        return ConditionEvaluationResult.disabled(
                "Docker does not answer; start it, and set " + REQUIRED + "=true to fail without it");
    }
}
