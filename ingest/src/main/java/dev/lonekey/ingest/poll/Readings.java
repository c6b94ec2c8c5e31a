package dev.lonekey.ingest.poll;

import dev.lonekey.ingest.aws.AwsProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Reads of all accounts the sources that are due. Used by one thread. */
final class Readings {

    /** So many are read at once; most of them only wait for their turn to make a call. */
    private static final int MOST_AT_ONCE = 400;

    private static final String MORE = "more accounts have problems; lonekey_ingest_sources_failing counts them";

    private static final Trouble.About HISTORY =
            new Trouble.About(AwsProblem::isCommon, "the event history of account {} can be read again", MORE);

    /** What is wrong with the bucket is no account's own; that it has no files of one is. */
    private static final Trouble.About ARCHIVE = new Trouble.About(
            problem -> !problem.message().startsWith("account "), "the trail of account {} can be read again", MORE);

    private final Roster roster;
    private final PollMeters meters;
    private final Clock clock;
    private final Executor own;
    private final Map<SourceKind, Trouble> troubles =
            new EnumMap<>(Map.of(SourceKind.HISTORY, new Trouble(HISTORY), SourceKind.ARCHIVE, new Trouble(ARCHIVE)));
    private volatile Map<SourceKind, SourceStatus> statuses = Map.of();

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

    /** How one kind of source gets on. May be asked by any thread. */
    SourceStatus status(SourceKind kind) {
        return statuses.getOrDefault(kind, SourceStatus.NONE);
    }

    private void read(PolledAccount account, AccountSource source, Instant began) {
        var trouble = troubles.get(source.kind());
        var unused = source.read(began)
                .whenCompleteAsync(
                        (then, failure) -> {
                            var now = clock.instant();
                            if (!roster.has(account)) {
                                return; // whoever has the account now reads it anew
                            }
                            if (failure == null) {
                                trouble.mended(account.id());
                                then.accept(now);
                            } else if (!PolledAccount.isCancelled(failure)) {
                                trouble.failed(account.id(), failure, now);
                                source.failed(now);
                            }
                        },
                        own);
    }

    private void measure(List<AccountSource> sources, Instant now) {
        var measured = new EnumMap<SourceKind, SourceStatus>(SourceKind.class);
        troubles.forEach((kind, trouble) -> {
            trouble.forgetAllBut(account -> roster.get(account).isPresent());
            var ofKind =
                    sources.stream().filter(source -> source.kind() == kind).toList();
            trouble.tellCommon(now, ofKind.size());
            measured.put(kind, status(trouble, ofKind, now));
        });
        statuses = measured;
        meters.readings(
                behind(sources, now).orElse(Duration.ZERO),
                troubles.values().stream().mapToLong(Trouble::size).sum());
    }

    private static SourceStatus status(Trouble trouble, List<AccountSource> sources, Instant now) {
        var unread =
                sources.stream().filter(source -> source.through().isEmpty()).count();
        return SourceStatus.of(
                trouble.ofAll(sources.size()), sources.size(), trouble.size(), unread, behind(sources, now));
    }

    private static Optional<Duration> behind(List<AccountSource> sources, Instant now) {
        return sources.stream()
                .flatMap(source -> source.through().stream())
                .min(Instant::compareTo)
                .map(through -> Duration.between(through, now));
    }
}
