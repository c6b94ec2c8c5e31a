package dev.lonekey.standalone.live;

import static dev.lonekey.contract.violation.ViolationEvent.EventType.OPENED;
import static dev.lonekey.contract.violation.ViolationEvent.EventType.RESOLVED;

import dev.lonekey.ingest.standin.AwsStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * How soon {@code ./lonekey run} tells of a key, and what it takes, with two accounts: fifteen minutes, ten of which are those of
 * {@code -Dlonekey.figures.minutes}. The launcher is to be built before.
 */
@EnabledIfSystemProperty(named = "lonekey.figures", matches = "true")
class RunFiguresTest {

    private static final String OTHER = "444455556666";
    private static final int KEYS = 50;
    private static final int STARTS = 3;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AwsStandIn aws = AwsStandIn.start(Clock.systemUTC());

    @TempDir
    private Path folder;

    @BeforeEach
    void twoAccounts() {
        for (var id : new String[] {aws.homeAccount(), OTHER}) {
            aws.account(id).usersAtOnce(KEYS, number -> "user-" + number);
            aws.account(id).forwardTo(aws.queue("events"));
        }
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void start_firstAndAgain() throws Exception {
        for (var start = 0; start < STARTS; start++) {
            var begin = Instant.now();
            try (var run = new RunProcess(folder, aws, OTHER)) {
                run.awaitReady();
                Figures.say("start %d in the same folder: ready after %.1f s"
                        .formatted(start + 1, Figures.secondsSince(begin)));
                run.awaitListed();
            }
        }
    }

    @Test
    void keys_areToldSoon() throws Exception {
        try (var run = new RunProcess(folder, aws, OTHER);
                var http = UrlConnectionHttpClient.create();
                var iam = IamClient.builder()
                        .endpointOverride(aws.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(LiveSystem.credentials(aws))
                        .httpClient(http)
                        .build()) {
            run.awaitListed();
            var opened = new ArrayList<Duration>();
            var resolved = new ArrayList<Duration>();
            for (var number = 0; number < KEYS; number++) {
                var user = "user-" + number;
                var begin = System.nanoTime();
                var key = iam.createAccessKey(request -> request.userName(user)).accessKey();
                opened.add(run.awaitEvent(OPENED, user, begin));
                Thread.sleep(1_100);
                var deletion = System.nanoTime();
                iam.deleteAccessKey(request -> request.userName(user).accessKeyId(key.accessKeyId()));
                resolved.add(run.awaitEvent(RESOLVED, user, deletion));
            }
            Figures.say("CreateAccessKey to OPENED on standard output, %d keys: %s"
                    .formatted(KEYS, Figures.spread(opened)));
            Figures.say("DeleteAccessKey to RESOLVED on standard output, %d keys: %s"
                    .formatted(KEYS, Figures.spread(resolved)));
        }
    }

    @Test
    void memory_idleAndWithAKeyASecond() throws Exception {
        try (var run = new RunProcess(folder, aws, OTHER)) {
            run.awaitListed();
            Thread.sleep(MINUTE.toMillis());
            say(run, "idle for a minute");
            for (var minute = 1; minute <= Integer.getInteger("lonekey.figures.minutes", 10); minute++) {
                aKeyASecond();
                say(run, "%d min with a key each second".formatted(minute));
            }
        }
    }

    /** For a minute; each key is deleted when the next one is made. */
    private void aKeyASecond() throws InterruptedException {
        var account = aws.account(OTHER);
        var begin = System.nanoTime();
        for (var second = 1; second <= MINUTE.toSeconds(); second++) {
            var user = "user-" + second % KEYS;
            var key = account.createKey(user);
            Thread.sleep(Math.max(0, second * 1_000L - (System.nanoTime() - begin) / 1_000_000));
            account.deleteKey(user, key);
        }
    }

    private static void say(RunProcess run, String when) throws Exception {
        Figures.say("%s: %d MiB in the heap after a full collection, %.0f threads; so far %s"
                .formatted(
                        when,
                        run.measured.keptNow(),
                        run.measured.metric("jvm_threads_live_threads"),
                        run.measured.summary()));
    }
}
