package dev.lonekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutsideTextTest {

    @Test
    void halfACharacter_isReplacedAndAWholeOneKept() {
        assertThat(OutsideText.cut("a\ud83d\ude00b")).isEqualTo("a\ud83d\ude00b");
        assertThat(OutsideText.cut("a\ud83db\uffff")).isEqualTo("a\ufffdb\uffff");
    }

    @Test
    void longText_isCut() {
        assertThat(OutsideText.cut("x".repeat(300))).isEqualTo("x".repeat(256));
    }
}
