package dev.lonekey.standalone.subscribe;

import java.io.IOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RequiresKcat}. */
final class KcatCondition implements ExecutionCondition {

    private static final String REQUIRED = "LONEKEY_REQUIRE_KCAT";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (isInstalled()) {
            return ConditionEvaluationResult.enabled("kcat is installed");
        }
        if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
            throw new ExtensionConfigurationException("kcat is not installed, and " + REQUIRED + " is true");
        }
        return ConditionEvaluationResult.disabled(
                "kcat is not installed; install it, and set " + REQUIRED + "=true to fail without it");
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("kcat", "-V")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
