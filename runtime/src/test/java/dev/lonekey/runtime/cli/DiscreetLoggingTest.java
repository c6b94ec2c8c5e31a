package dev.lonekey.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class DiscreetLoggingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.jetty.http.HttpParser",
                "software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner",
                "software.amazon.awssdk.services.sqs.internal.MessageMD5ChecksumInterceptor"
            })
    void loggerThatTellsSecrets_isSilentBelowInfoAtAnyLevel(String name) {
        // Given
        var logger = (Logger) LoggerFactory.getLogger(name);
        logger.setLevel(Level.TRACE);
        // When
        DiscreetLogging.begin();
        // Then
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(logger.isTraceEnabled()).isFalse();
        assertThat(logger.isInfoEnabled()).isTrue();
    }

    @Test
    void otherLogger_goesByItsLevel() {
        // Given
        var logger = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient");
        logger.setLevel(Level.DEBUG);
        // When
        DiscreetLogging.begin();
        // Then
        assertThat(logger.isDebugEnabled()).isTrue();
        assertThat(logger.isTraceEnabled()).isFalse();
    }
}
