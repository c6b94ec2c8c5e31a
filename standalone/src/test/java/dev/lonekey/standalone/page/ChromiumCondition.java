package dev.lonekey.standalone.page;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RequiresChromium}. */
final class ChromiumCondition implements ExecutionCondition {

    static final String REQUIRED = "LONEKEY_REQUIRE_CHROMIUM";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(Chromium.find().isPresent(), Boolean.parseBoolean(System.getenv(REQUIRED)));
    }

    static ConditionEvaluationResult decide(boolean installed, boolean required) {
        if (installed) {
            return ConditionEvaluationResult.enabled("Chromium and its driver are installed");
        }
        if (required) {
            throw new ExtensionConfigurationException(
                    "chromium or chromedriver is not on the PATH, and " + REQUIRED + " is true");
        }
        return ConditionEvaluationResult.disabled(
                "chromium or chromedriver is not on the PATH; install both (on Debian: apt-get install chromium chromium-driver),"
                        + " and set " + REQUIRED + "=true to fail without them");
    }
}
