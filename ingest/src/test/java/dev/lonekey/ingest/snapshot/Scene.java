package dev.lonekey.ingest.snapshot;

import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.IamAction;
import dev.lonekey.ingest.aws.Lane;
import dev.lonekey.ingest.aws.LanesOfStandIn;
import dev.lonekey.ingest.standin.AwsStandIn;
import dev.lonekey.ingest.standin.MovableClock;
import dev.lonekey.ingest.standin.StandInAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** An account of a stand-in, and somebody who takes snapshots of it at ten o'clock and a moment. */
final class Scene implements AutoCloseable {

    static final Instant TEN = Instant.parse("2026-11-01T10:00:00Z");
    /** Half a minute before, which is the margin. */
    static final Instant AS_OF = Instant.parse("2026-11-01T09:59:30Z");
    /** The second after, as the moment is over. */
    static final Instant UNTIL = Instant.parse("2026-11-01T10:00:01Z");

    private static final Waits SHORT =
            new Waits(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1), Duration.ofMillis(10));

    final MovableClock clock = new MovableClock(TEN.plusMillis(300));
    final AwsStandIn aws = AwsStandIn.start(clock);
    final StandInAccount account = aws.account(aws.homeAccount());
    final WrittenParts parts = new WrittenParts();
    final Lane lane;
    final SnapshotTaker taker = taker(SHORT);
    private final LanesOfStandIn lanes = LanesOfStandIn.of(aws, LanesOfStandIn.hurried());

    Scene() {
        lane = lanes.open(account.id());
    }

    /** Waits for a report this long in all. */
    SnapshotTaker impatient(Duration inAll) {
        return taker(new Waits(SHORT.report(), SHORT.reportAtMost(), inAll, SHORT.relist()));
    }

    private SnapshotTaker taker(Waits waits) {
        return new SnapshotTaker(parts, new Moments(clock, Moments.USUAL_MARGIN), waits);
    }

    /** Makes a user with some active keys. */
    void user(String name, int keys) {
        account.createUser(name);
        for (var key = 0; key < keys; key++) {
            account.createKey(name);
        }
    }

    int calls(IamAction action) {
        return aws.calls().count(account.id(), action.permission());
    }

    static AwsProblem problem(CompletableFuture<Snapshot> taking) {
        return taking.handle((snapshot, failure) -> ((AwsFailure) failure).problem())
                .join();
    }

    @Override
    public void close() {
        lanes.close();
        aws.close();
        parts.close();
    }
}
