package dev.lonekey.ingest.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;

/** Reads of all accounts the sources that are due. Used by one thread. */
final class Readings {

    /** So many are read at once; most of them only wait for their turn to make a call. */
    private static final int MOST_AT_ONCE = 400;

    private final Roster roster;
    private final PollMeters meters;
    private final Clock clock;
    private final Executor own;
    private final Trouble trouble = new Trouble();

    /** @param own the thread that uses this */
    Readings(Roster roster, PollMeters meters, Clock clock, Executor own) {
        this.roster = roster;
        this.meters = meters;
        this.clock = clock;
        this.own = own;
    }

    /** Begins what is due. */
    void go(Instant now) {
        var sources = roster.accounts().stream()
                .flatMap(account -> account.sources().stream())
                .toList();
        var busy = sources.stream().filter(AccountSource::isBusy).count();
        roster.accounts().stream()
                .flatMap(account -> account.sources().stream()
                        .filter(source -> source.isDue(now))
                        .<Runnable>map(source -> () -> read(account, source, now)))
                .limit(Math.max(0, MOST_AT_ONCE - busy))
                .toList()
                .forEach(Runnable::run);
        measure(sources, now);
    }

    private void read(PolledAccount account, AccountSource source, Instant began) {
        var unused = source.read(began)
                .whenCompleteAsync(
                        (then, failure) -> {
                            var now = clock.instant();
                            if (!roster.has(account)) {
                                return; // whoever has the account now reads it anew
                            }
                            if (failure == null) {
                                trouble.mended(source.where());
                                then.accept(now);
                            } else if (!PolledAccount.isCancelled(failure)) {
                                trouble.failed(source.where(), failure, now);
                                source.failed(now);
                            }
                        },
                        own);
    }

    private void measure(List<AccountSource> sources, Instant now) {
        var behind = sources.stream()
                .flatMap(source -> source.through().stream())
                .min(Instant::compareTo)
                .map(through -> Duration.between(through, now))
                .orElse(Duration.ZERO);
        trouble.tellCommon(now, sources.size());
        meters.readings(
                behind,
                trouble.count().values().stream().mapToLong(Long::longValue).sum());
    }
}
