package dev.lonekey.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void columns_areAsWideAsTheirWidestCell() {
        // Given
        var table =
                new Columns("A", "LONG HEAD", "B").row("wide cell", "x", "1").row("y", "", "2");
        // When, Then
        assertThat(table.lines())
                .containsExactly("A          LONG HEAD  B", "wide cell  x          1", "y                     2");
    }
}
