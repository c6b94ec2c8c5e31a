package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one instance takes that asks a thousand accounts for the first time, of which five have 5,000 users: ten minutes, with
 * the heap of {@code -Dlonekey.figures.heap} (512m).
 */
@EnabledIfSystemProperty(named = "lonekey.figures", matches = "true")
class AccountsFiguresTest {

    private static final int ACCOUNTS = 1_000;
    private static final int LARGE = 5;
    private static final int USERS = 20;
    private static final int MANY_USERS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final String heap = System.getProperty("lonekey.figures.heap", "512m");

    @TempDir
    private Path folder;

    @Test
    void thousandAccounts_areAllListed() throws Exception {
        try (var bench = new IngestBench(
                folder,
                aws -> {
                    IngestBench.add(aws, 0, LARGE, MANY_USERS);
                    IngestBench.add(aws, LARGE, ACCOUNTS, USERS);
                },
                "-Xmx" + heap)) {
            awaitCompleted(bench, ACCOUNTS - LARGE);
            say(bench, ACCOUNTS - LARGE);
            awaitCompleted(bench, ACCOUNTS);
            say(bench, ACCOUNTS);
            Figures.say("%s once all is done: %d MiB in the heap".formatted(heap, bench.measured.keptNow()));
            assertThat(bench.completed()).hasSize(ACCOUNTS);
        }
    }

    private static void awaitCompleted(IngestBench bench, int accounts) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .failFast("ingest has ended", () -> !bench.isAlive())
                .until(() -> bench.completed().size() >= accounts);
    }

    private void say(IngestBench bench, int accounts) throws Exception {
        var last = bench.completed().values().stream().max(Instant::compareTo).orElseThrow();
        Figures.say(
                "%s %d accounts: %.1f s from the start of the process; %s; %d calls, at most %d in a second, of one account %d"
                        .formatted(
                                heap,
                                accounts,
                                Figures.seconds(Duration.between(bench.startedAt, last)),
                                bench.measured.summary(),
                                bench.aws.calls().all().size(),
                                bench.mostCallsASecond("*"),
                                bench.mostCallsASecond(IngestBench.account(0))));
    }
}
