package dev.lonekey.standalone.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that calls Docker Compose. Without it, it is skipped, with the reason; with {@code LONEKEY_REQUIRE_COMPOSE=true} in
 * the environment it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@RequiresDocker
@ExtendWith(ComposeCondition.class)
public @interface RequiresCompose {}
