package dev.lonekey.standalone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedAccountTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"recipientAccountId\":\"111122223333\"}",
                "{\"type\":\"users\",\"accountId\":\"111122223333\",\"users\":[{}]}",
                "{\"account\":\"111122223333\",\"detail\":{\"recipientAccountId\":\"444455556666\"}}",
                "{\"x\":{\"accountId\":\"444455556666\"},\"accountId\":\"111122223333\", and no JSON from here on",
            })
    void accountThatTheOutermostObjectNames_isTold(String value) {
        assertThat(ClaimedAccount.in(value.getBytes(UTF_8))).contains("111122223333");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000",
                "[]",
                "null",
                "{",
                "{\"accountId\":111122223333}",
                "{\"accountId\":\"\\u001b[2J\"}",
                "{\"accountId\":\"111122223333\",\"recipientAccountId\":\"444455556666\"}",
                "{\"users\":{\"accountId\":\"111122223333\"}}",
            })
    void valueThatNamesNoneOrSeveral_tellsNone(String value) {
        assertThat(ClaimedAccount.in(value.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void deeplyNestedValue_tellsNone() {
        assertThat(ClaimedAccount.in(("{\"x\":" + "[".repeat(50_000)).getBytes(UTF_8)))
                .isEmpty();
    }
}
