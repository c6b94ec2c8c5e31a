package dev.lonekey.runtime.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.runtime.health.Component;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceRunTest {

    @Test
    void serviceThatHasStoppedByItself_isSaidInOneLine() {
        // Given
        var service = service(Optional.of(new IllegalStateException(new IOException("the disk is full"))));
        // When, Then
        assertThatThrownBy(() -> ServiceRun.requireWell(service))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "the detector has stopped: java.io.IOException: the disk is full; mend that and start it again, it goes on where it was");
    }

    @Test
    void failureWithItsMend_isSaidAsItIs() {
        // Given
        var service =
                service(Optional.of(new Failure("the state is newer; start the newer one", new IOException("x"))));
        // When, Then
        assertThatThrownBy(() -> ServiceRun.requireWell(service))
                .isInstanceOf(Failure.class)
                .hasMessage("the detector has stopped: the state is newer; start the newer one");
    }

    @Test
    void serviceThatWorks_isLeftAlone() {
        assertThatCode(() -> ServiceRun.requireWell(service(Optional.empty()))).doesNotThrowAnyException();
    }

    private static Service service(Optional<Throwable> failure) {
        return new Service() {
            @Override
            public String name() {
                return "detector";
            }

            @Override
            public List<Component> components() {
                return List.of();
            }

            @Override
            public void start() {}

            @Override
            public Optional<Throwable> failure() {
                return failure;
            }

            @Override
            public void close() {}
        };
    }
}
