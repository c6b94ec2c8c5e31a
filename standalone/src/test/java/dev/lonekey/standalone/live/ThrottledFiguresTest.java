package dev.lonekey.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of accounts whose calls AWS refuses for minutes because they are too many: ten minutes. */
@EnabledIfSystemProperty(named = "lonekey.figures", matches = "true")
class ThrottledFiguresTest {

    private static final int USERS = 300;
    private static final int LISTED_BEFORE = 100;
    private static final Duration THROTTLED = Duration.ofMinutes(5);

    private static final int ACCOUNTS = 100;
    private static final int THROTTLING = 20;
    private static final int USERS_EACH = 20;
    private static final Duration THROTTLED_EACH = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void accountThrottledForFiveMinutes_isAskedAFewTimes_andGoesOnWhereItWas() throws Exception {
        var account = IngestBench.account(0);
        try (var bench = new IngestBench(folder, aws -> IngestBench.add(aws, 0, 1, USERS))) {
            await().atMost(PATIENCE)
                    .until(() -> bench.aws.calls().count(account, "iam:ListAccessKeys") >= LISTED_BEFORE);
            bench.aws.faults().throttle(account, "iam:*");
            Thread.sleep(2_000); // what was under way is through
            bench.aws.calls().clear();
            Thread.sleep(THROTTLED.toMillis() - 2_000);
            var calls = bench.aws.calls().count(account, "*");
            bench.aws.faults().healAll();
            var healed = Instant.now();
            await().atMost(PATIENCE).until(() -> bench.completed().containsKey(account));
            // Order is kept, so whatever was written before is known by now.
            var before = bench.written().stream()
                    .filter(part -> part.at().isBefore(healed))
                    .map(part -> part.kind().getSimpleName())
                    .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
            Figures.say(
                    "throttled for 5 min: %d calls after the first 2 s; parts written until it was over: %s; completed %.1f s later"
                            .formatted(calls, before, Figures.secondsSince(healed)));
            assertThat(before).doesNotContainKeys("Completed", "Failed");
        }
    }

    @Test
    void someAccountsThrottle_andHoldNoOthersUp() throws Exception {
        var alone = othersListed(0);
        var beside = othersListed(THROTTLING);
        Figures.say("%d accounts take %.1f s, and %.1f s while %d others are throttled for 2 min"
                .formatted(ACCOUNTS - THROTTLING, Figures.seconds(alone), Figures.seconds(beside), THROTTLING));
    }

    /** How long after the first call all are listed that are not throttled; the throttled ones come first. */
    private Duration othersListed(int throttling) throws Exception {
        try (var bench = new IngestBench(folder, aws -> {
            IngestBench.add(aws, 0, ACCOUNTS, USERS_EACH);
            for (var number = 0; number < throttling; number++) {
                aws.faults().throttle(IngestBench.account(number), "iam:*");
            }
        })) {
            await().atMost(PATIENCE).until(() -> bench.aws.calls().count("*", "iam:*") > 0);
            var begin = bench.aws.calls().all().get(0).at();
            await().atMost(PATIENCE).until(() -> bench.completed().size() == ACCOUNTS - throttling);
            var completed = new HashMap<>(bench.completed());
            for (var number = 0; number < THROTTLING; number++) {
                completed.remove(IngestBench.account(number));
            }
            if (throttling > 0) {
                Thread.sleep(Math.max(
                        0,
                        Duration.between(Instant.now(), begin.plus(THROTTLED_EACH))
                                .toMillis()));
                assertThat(bench.completed()).hasSize(ACCOUNTS - throttling);
                bench.aws.faults().healAll();
                var healed = Instant.now();
                await().atMost(PATIENCE).until(() -> bench.completed().size() == ACCOUNTS);
                Figures.say("the %d throttled accounts: %.1f s after it was over"
                        .formatted(throttling, Figures.secondsSince(healed)));
            }
            return Duration.between(
                    begin, completed.values().stream().max(Instant::compareTo).orElseThrow());
        }
    }
}
