package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroubleTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private final Throwable unexpected = new CompletionException(new IllegalStateException("a\u001b[31m b"));

    private final Logger log = (Logger) LoggerFactory.getLogger(Trouble.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Trouble trouble = new Trouble();

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(said);
        said.start();
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(said);
        log.setAdditive(true);
        log.setLevel(null);
    }

    @Test
    void failureThatNobodyForesaw_isToldOnceAnHour_withItsAccount() {
        // When
        trouble.failed("111122223333", unexpected, NOW);
        trouble.failed("111122223333", unexpected, NOW.plusSeconds(3599));
        trouble.failed("111122223333", unexpected, NOW.plusSeconds(3600));
        // Then
        assertThat(lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("account 111122223333: unexpected ")
                .endsWith("a[31m b"));
    }

    @Test
    void manyAccountsWithTheSameFailure_areNotAllTold() {
        // When
        for (var account = 0; account < 1000; account++) {
            trouble.failed("%012d".formatted(account), unexpected, NOW);
        }
        // Then
        assertThat(lines()).hasSize(21).last().asString().startsWith("more accounts have problems");
        assertThat(trouble.count()).containsEntry(Kind.OTHER, 1000L);
    }

    private List<String> lines() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
