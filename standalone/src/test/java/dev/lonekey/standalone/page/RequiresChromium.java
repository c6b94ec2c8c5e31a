package dev.lonekey.standalone.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that looks at the page with a browser. Without Chromium and its driver it is skipped, with the reason; with
 * {@code LONEKEY_REQUIRE_CHROMIUM=true} in the environment it fails instead, so that a build that should run it cannot leave it
 * out unnoticed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ChromiumCondition.class)
public @interface RequiresChromium {}
