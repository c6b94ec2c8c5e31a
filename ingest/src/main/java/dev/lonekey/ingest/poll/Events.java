package dev.lonekey.ingest.poll;

import dev.lonekey.contract.cloudtrail.CloudTrailRecord;
import dev.lonekey.contract.deadletter.RejectedException;
import dev.lonekey.ingest.snapshot.SnapshotTaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has users looked at that events are about. Used by one thread. */
final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private static final int MOST_EARLY = 10_000;

    /** An event this old tells of the past, which no listing does. */
    private static final Duration TOO_OLD = Duration.ofDays(1);

    private final Territory territory;
    private final Roster roster;
    private final Clock clock;
    /** Events that came before it was known which accounts are asked. */
    private final List<Runnable> early = new ArrayList<>();

    private boolean isListed;

    Events(Territory territory, Roster roster, Clock clock) {
        this.territory = territory;
        this.roster = roster;
        this.clock = clock;
    }

    /**
     * An event happened in a partition that is owned.
     *
     * @param done is called when nothing is left to be done about it
     */
    void hear(byte[] json, Runnable done) {
        try {
            var record = CloudTrailRecord.parse(json);
            var concern = Concern.of(record);
            var now = clock.instant();
            if (concern.isEmpty() || record.time().isBefore(now.minus(TOO_OLD)) || !territory.holds(record.account())) {
                done.run();
            } else if (!isListed || territory.of(record.account()).isEmpty()) {
                if (early.size() < MOST_EARLY) {
                    early.add(() -> hear(json, done));
                } else {
                    done.run(); // the next snapshot has to tell
                }
            } else {
                var due = earliest(record.time(), now);
                roster.get(record.account()).ifPresentOrElse(account -> account.look(concern.get(), due, done), done);
            }
        } catch (RejectedException unreadable) {
            done.run(); // the detector says so
        } catch (RuntimeException fault) {
            LOG.error("an event could not be looked at: unexpected {}", fault.toString(), fault);
            done.run(); // otherwise the group's offset would never get past it
        }
    }

    /**
     * Which accounts are asked has changed.
     *
     * @param listed whether there is a list of accounts
     */
    void hearAgain(boolean listed) {
        isListed |= listed;
        var heard = List.copyOf(early);
        early.clear();
        heard.forEach(Runnable::run);
    }

    /** When IAM shows what happened at a time, so that a listing's answer lies behind it; soon, whatever clocks say. */
    private Instant earliest(Instant happened, Instant now) {
        var behind = SnapshotTaker.MARGIN.plusSeconds(1);
        var shown = happened.plus(behind);
        var latest = now.plus(behind);
        return shown.isAfter(latest) ? latest : shown;
    }
}
