package dev.lonekey.standalone.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules and the example configuration, as Prometheus's own tool sees them. */
@RequiresPrometheus
class PrometheusRulesTest {

    @Test
    void rules_areRules() throws Exception {
        assertThat(promtool("check", "rules", "lonekey.rules.yml"))
                .contains(AlertRules.all().size() + " rules found");
    }

    @Test
    void exampleConfiguration_isOne() throws Exception {
        assertThat(promtool("check", "config", "prometheus.yml"))
                .contains("prometheus.yml is valid prometheus config file syntax");
    }

    @Test
    void everyAlert_firesWhenItShould_andIsSilentWhenItShould() throws Exception {
        assertThat(promtool("test", "rules", "lonekey.rules.test.yml")).contains("SUCCESS");
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command)
                .directory(AlertRules.FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
