package dev.lonekey.detector.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.detector.account.InMemoryAccount;
import dev.lonekey.detector.fact.Fact.KeyChanged;
import dev.lonekey.detector.fact.KeyChange;
import dev.lonekey.detector.fact.Name;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurrentViolationsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String EVENT = published();

    @Test
    void whatIsPublished_isUsed() {
        assertThat(isUsed(EVENT)).isTrue();
    }

    @Test
    void keyWithoutStatusOrId_isLeftOut() {
        assertThat(isUsed(EVENT.replace("\"status\":\"ACTIVE\"", "\"status\":null")))
                .isFalse();
        assertThat(isUsed(EVENT.replace("\"accessKeyId\":\"AKIAIOSFODNN7EXAMPLE\"", "\"accessKeyId\":null")))
                .isFalse();
    }

    @Test
    void timeThatHasNotComeOrNeverWas_isLeftOut() {
        assertThat(isUsed(EVENT.replace("2026-03-01T10:01:00Z", "+1000000000-12-31T23:59:59Z")))
                .isFalse();
        assertThat(isUsed(EVENT.replace("2026-03-01T10:01:00Z", "2026-03-02T10:00:01Z")))
                .isFalse();
        assertThat(isUsed(EVENT.replace("2026-03-01T10:01:00Z", "-1000000000-01-01T00:00:00Z")))
                .isFalse();
    }

    @Test
    void somethingElse_isLeftOut() {
        assertThat(isUsed("no event")).isFalse();
        assertThat(isUsed("{}")).isFalse();
    }

    private static boolean isUsed(String json) {
        return CurrentViolations.event(json.getBytes(UTF_8), START.plusSeconds(86_400))
                .isPresent();
    }

    private static String published() {
        var account = new InMemoryAccount();
        account.tell(created("AKIAIOSFODNN7EXAMPLE", 0), created("AKIAI44QH8DHBEXAMPLE", 60));
        return new String(account.events().get(0).toJson(), UTF_8);
    }

    private static KeyChanged created(String key, long second) {
        return new KeyChanged(key, Optional.of(Name.stored("alice")), KeyChange.CREATED, START.plusSeconds(second));
    }
}
