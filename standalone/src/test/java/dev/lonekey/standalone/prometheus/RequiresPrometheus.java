package dev.lonekey.standalone.prometheus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs {@code prometheus} or {@code promtool}. Where they are not on the path it is skipped, with the reason; with
 * {@code LONEKEY_REQUIRE_PROMETHEUS=true} in the environment it fails instead, so that a build that should run it cannot leave it
 * out unnoticed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(PrometheusCondition.class)
public @interface RequiresPrometheus {}
