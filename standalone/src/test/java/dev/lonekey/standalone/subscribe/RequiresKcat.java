package dev.lonekey.standalone.subscribe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs kcat. Without it the test is skipped, with the reason; with {@code LONEKEY_REQUIRE_KCAT=true} in the
 * environment it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KcatCondition.class)
@interface RequiresKcat {}
