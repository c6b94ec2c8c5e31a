package dev.lonekey.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.AwsProblem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroubleTest {

    private static final String A = "444455550001";
    private static final String B = "444455550002";
    private static final String C = "444455550003";
    private static final int ASKED = 50;
    private static final Duration UNTIL_COMMON_IS_TOLD = Duration.ofSeconds(10);

    private final Logger log = (Logger) LoggerFactory.getLogger(Trouble.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Trouble trouble = new Trouble();

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

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
    void ownProblem_isToldAtOnce_andAgainAfterAnHour() {
        // When
        fails(A, Kind.ACCESS_DENIED);
        passes(Duration.ofMinutes(59));
        fails(A, Kind.ACCESS_DENIED);
        passes(Duration.ofMinutes(1));
        fails(A, Kind.ACCESS_DENIED);
        // Then
        assertThat(lines())
                .containsExactly(
                        "account " + A + ": ACCESS_DENIED; mend it", "account " + A + ": ACCESS_DENIED; mend it");
    }

    @Test
    void veryManyOwnProblems_areNotAllTold_norWhenTheyAreMended() {
        // Given
        var accounts =
                IntStream.range(0, 100).mapToObj("4444555500%02d"::formatted).toList();
        // When
        accounts.forEach(account -> fails(account, Kind.ROLE_NOT_ASSUMABLE));
        accounts.forEach(trouble::mended);
        // Then
        assertThat(lines()).hasSize(20 + 1 + 20);
        assertThat(lines().get(20)).startsWith("more accounts have problems");
        assertThat(lines().get(21)).endsWith(" answers again");
    }

    @Test
    void commonProblem_isToldOnceForAll_andAgainAfterAnHour() {
        // When
        fails(B, Kind.NO_CREDENTIALS);
        fails(A, Kind.NO_CREDENTIALS);
        fails(C, Kind.NO_CREDENTIALS);
        passes(UNTIL_COMMON_IS_TOLD);
        passes(Duration.ofMinutes(1));
        fails(A, Kind.NO_CREDENTIALS);
        passes(UNTIL_COMMON_IS_TOLD);
        // Then
        assertThat(lines()).containsExactly("account " + A + " and 2 others: NO_CREDENTIALS; mend it");
        // When
        passes(Duration.ofHours(1));
        // Then
        assertThat(lines()).hasSize(2);
    }

    @Test
    void commonProblemOfOne_isToldLikeItsOwn() {
        // When
        fails(A, Kind.UNREACHABLE);
        passes(UNTIL_COMMON_IS_TOLD);
        // Then
        assertThat(lines()).containsExactly("account " + A + ": UNREACHABLE; mend it");
    }

    @Test
    void commonProblemThatPassesAtOnce_isNotTold() {
        // When
        fails(A, Kind.UNREACHABLE);
        trouble.mended(A);
        passes(UNTIL_COMMON_IS_TOLD);
        // Then
        assertThat(lines()).isEmpty();
    }

    @Test
    void endOfACommonProblem_isToldWhenTheLastAccountIsRidOfIt() {
        // Given
        fails(A, Kind.CLOCK_SKEW);
        fails(B, Kind.CLOCK_SKEW);
        passes(UNTIL_COMMON_IS_TOLD);
        // When
        trouble.mended(A);
        passes(Duration.ofSeconds(1));
        // Then
        assertThat(lines()).hasSize(1);
        // When
        fails(B, Kind.ACCESS_DENIED);
        passes(Duration.ofSeconds(1));
        // Then
        assertThat(lines().subList(1, lines().size()))
                .containsExactly("account " + B + ": ACCESS_DENIED; mend it", "over for all accounts: CLOCK_SKEW");
    }

    @Test
    void accountsThatAreAskedNoMore_areNotSaidToAnswer() {
        // Given
        fails(A, Kind.CLOCK_SKEW);
        passes(UNTIL_COMMON_IS_TOLD);
        // When
        trouble.forget(A);
        trouble.tellCommon(now, 0);
        // Then
        assertThat(lines()).hasSize(1);
    }

    @Test
    void commonProblem_isThatOfAll_onlyWhenNobodyCanBeAsked() {
        // Given
        fails(A, Kind.EXPIRED_CREDENTIALS);
        fails(B, Kind.ACCESS_DENIED);
        passes(UNTIL_COMMON_IS_TOLD);
        // Then
        assertThat(trouble.ofAll(3)).isEmpty();
        assertThat(trouble.ofAll(2)).contains("account " + A + ": EXPIRED_CREDENTIALS; mend it");
        assertThat(trouble.count()).isEqualTo(Map.of(Kind.EXPIRED_CREDENTIALS, 1L, Kind.ACCESS_DENIED, 1L));
        // When
        trouble.mended(A);
        passes(Duration.ofSeconds(1));
        // Then
        assertThat(trouble.ofAll(1)).isEmpty();
    }

    @Test
    void refusalOfKafka_isCommon() {
        // When
        trouble.failed(A, new IllegalStateException("Kafka did not take a record"), now);
        trouble.failed(B, new IllegalStateException("Kafka did not take a record"), now);
        passes(UNTIL_COMMON_IS_TOLD);
        // Then
        assertThat(lines())
                .containsExactly("account " + A
                        + " and 1 other: IllegalStateException: Kafka did not take a record; it is tried again");
    }

    private void fails(String account, Kind kind) {
        var message = "account %s: %s; mend it".formatted(account, kind);
        trouble.failed(account, new AwsFailure(new AwsProblem(kind, kind.name(), message)), now);
    }

    private void passes(Duration time) {
        now = now.plus(time);
        trouble.tellCommon(now, ASKED);
    }

    private List<String> lines() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
