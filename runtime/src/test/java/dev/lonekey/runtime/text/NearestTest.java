package dev.lonekey.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> KNOWN = List.of("kafka", "topics", "rotation-window");

    @Test
    void slipOfTheFinger_findsWhatWasMeant() {
        assertThat(Nearest.to("rotaton-window", KNOWN)).contains("rotation-window");
        assertThat(Nearest.to("kafak", KNOWN)).contains("kafka");
    }

    @Test
    void somethingElse_findsNothing() {
        assertThat(Nearest.to("severity", KNOWN)).isEmpty();
        assertThat(Nearest.suggestion("severity", KNOWN)).isEmpty();
    }
}
