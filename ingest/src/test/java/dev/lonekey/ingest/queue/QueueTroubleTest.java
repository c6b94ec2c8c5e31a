package dev.lonekey.ingest.queue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import dev.lonekey.ingest.queue.QueueTrouble.Call;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.model.SqsException;

class QueueTroubleTest {

    private final RuntimeException gone = refusal("QueueDoesNotExist");
    private final RuntimeException denied = refusal("AccessDenied");

    private final Logger log = (Logger) LoggerFactory.getLogger(QueueTrouble.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final QueueTrouble trouble = new QueueTrouble("https://example.com/lonekey", clock(() -> now));

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
    void sameKindOfProblem_isSaidOnceAMinute() {
        // When
        trouble.failed(Call.RECEIVE, gone);
        trouble.failed(Call.RECEIVE, denied);
        trouble.failed(Call.RECEIVE, gone);
        now = now.plusSeconds(60);
        trouble.failed(Call.RECEIVE, gone);
        // Then
        assertThat(lines()).hasSize(3).allSatisfy(line -> assertThat(line)
                .startsWith("the queue https://example.com/lonekey: ")
                .doesNotContain("\n"));
    }

    @Test
    void problemOfReceiving_isTheWorst_andGoesAwayByItself() {
        // Given
        trouble.failed(Call.DELETE, denied);
        trouble.failed(Call.RECEIVE, gone);
        // Then
        assertThat(trouble.worst())
                .hasValueSatisfying(worst -> assertThat(worst.kind()).isEqualTo(Kind.NOT_FOUND));
        // When
        trouble.succeeded(Call.RECEIVE);
        // Then
        assertThat(trouble.worst())
                .hasValueSatisfying(worst -> assertThat(worst.kind()).isEqualTo(Kind.ACCESS_DENIED));
        // When
        trouble.succeeded(Call.DELETE);
        // Then
        assertThat(trouble.worst()).isEmpty();
    }

    private List<String> lines() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    private static RuntimeException refusal(String code) {
        return SqsException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
