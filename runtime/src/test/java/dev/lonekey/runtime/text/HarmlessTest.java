package dev.lonekey.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HarmlessTest {

    @Test
    void escapeSequencesAndLineBreaks_areTakenOut() {
        assertThat(Harmless.text("a\u001b[31mb\r\nc\u0007\u009b2Jd")).isEqualTo("a[31mbc2Jd");
    }

    @Test
    void textThatReordersWhatFollows_isTakenOut() {
        assertThat(Harmless.text("alice\u202egnp.exe\u2066\u200b")).isEqualTo("alicegnp.exe");
    }

    @Test
    void longText_isCut() {
        assertThat(Harmless.text("😀".repeat(500))).isEqualTo("😀".repeat(200) + "…");
        assertThat(Harmless.text("x".repeat(200))).hasSize(200);
    }

    @Test
    void command_isNotCut() {
        assertThat(Harmless.command("y".repeat(500) + "\n")).isEqualTo("y".repeat(500));
    }

    @Test
    void escapedText_isWholeWithTheCodesOfWhatWouldDoSomething() {
        assertThat(Harmless.escaped("a\u001b[2J\u202e\r\nä\ud800" + "x".repeat(300)))
                .isEqualTo("a<U+001B>[2J<U+202E><U+000D>\nä<U+D800>" + "x".repeat(300));
    }
}
