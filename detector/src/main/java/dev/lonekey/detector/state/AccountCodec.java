package dev.lonekey.detector.state;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.AccountStatus.SnapshotResult;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.detector.account.AccountFile;
import dev.lonekey.detector.account.Snapshots.Announcement;
import dev.lonekey.detector.account.Snapshots.Pending;
import dev.lonekey.detector.fact.Span;
import dev.lonekey.detector.history.Completed;
import dev.lonekey.detector.history.Completed.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of an account as a whole, as bytes. */
final class AccountCodec {

    // What is stored is the place in these lists, so they only ever grow at their ends.
    private static final List<RootKeys> ROOT_KEYS =
            List.of(RootKeys.NONE, RootKeys.ACTIVE, RootKeys.INACTIVE, RootKeys.PRESENT, RootKeys.UNKNOWN);
    private static final List<RootCertificates> ROOT_CERTIFICATES =
            List.of(RootCertificates.NONE, RootCertificates.PRESENT, RootCertificates.UNKNOWN);
    private static final List<Outcome> OUTCOMES = List.of(Outcome.COMPLETED, Outcome.FAILED);
    private static final List<AccountState> STATES =
            List.of(AccountState.ACTIVE, AccountState.SUSPENDED, AccountState.REMOVED);

    /** No account has more completed snapshots: one a minute for 30 years. What is damaged could name runs without end. */
    static final int LAST_PLACE = 1 << 24;

    private AccountCodec() {}

    static void write(StateWriter out, AccountFile account) {
        out.text(account.partition())
                .optionalText(account.name())
                .optionalTime(account.newest())
                .optionalTime(account.lastEventAt())
                .optionalTime(account.evidenceAsOf())
                .number(ROOT_KEYS.indexOf(account.rootKeys()))
                .number(ROOT_CERTIFICATES.indexOf(account.rootCertificates()))
                .number(account.users())
                .number(account.keys())
                .number(account.drift());
        out.number(account.lastSnapshot().isPresent() ? 1 : 0);
        account.lastSnapshot().ifPresent(result -> out.text(result.snapshotId())
                .time(result.asOf())
                .optionalTime(result.until())
                .number(OUTCOMES.indexOf(result.outcome()))
                .optionalText(result.reason()));
        var states = account.membership().states();
        out.number(states.size());
        states.forEach((asOf, state) -> out.time(asOf).number(STATES.indexOf(state)));
        var pending = account.snapshots().pending();
        out.number(pending.size());
        pending.forEach((number, begun) -> writePending(out.number(number), begun));
        // Where nobody touched a trail, the bytes are what they were before trails were kept; older programs pass over
        // the rest.
        if (!account.trails().isEmpty()) {
            TrailCodec.write(out, account.trails());
        }
    }

    static AccountFile read(StateReader in) {
        var account = new AccountFile();
        var partition = in.text();
        var name = in.optionalText();
        var newest = in.optionalTime();
        var lastEventAt = in.optionalTime();
        var evidenceAsOf = in.optionalTime();
        var rootKeys = ROOT_KEYS.get(in.integer());
        var rootCertificates = ROOT_CERTIFICATES.get(in.integer());
        var users = in.number();
        var keys = in.number();
        var drift = in.number();
        var lastSnapshot = in.number() == 0
                ? Optional.<SnapshotResult>empty()
                : Optional.of(new SnapshotResult(
                        in.text(), in.time(), in.optionalTime(), OUTCOMES.get(in.integer()), in.optionalText()));
        account.restore(
                new AccountStatus(
                        AccountStatus.SCHEMA,
                        "",
                        name,
                        Optional.empty(),
                        rootKeys,
                        rootCertificates,
                        users,
                        keys,
                        lastEventAt,
                        lastSnapshot,
                        evidenceAsOf,
                        drift,
                        Instant.EPOCH),
                partition,
                newest);
        for (var left = in.count(); left > 0; left--) {
            account.membership().restore(in.time(), STATES.get(in.integer()));
        }
        for (var left = in.count(); left > 0; left--) {
            account.snapshots().restore(in.number(), readPending(in));
        }
        if (in.hasMore()) {
            TrailCodec.read(in, account.trails());
        }
        return account;
    }

    private static void writePending(StateWriter out, Pending begun) {
        out.time(begun.seen()).number(begun.parts().size());
        begun.parts().forEach((part, span) -> writeSpan(out.number(part), span));
        out.number(begun.announcement().isPresent() ? 1 : 0);
        begun.announcement().ifPresent(told -> writeSpan(out.number(told.parts()), told.span()));
    }

    private static Pending readPending(StateReader in) {
        var seen = in.time();
        var parts = new TreeMap<Integer, Span>();
        for (var left = in.count(); left > 0; left--) {
            parts.put(in.integer(), readSpan(in));
        }
        var announcement = in.number() == 0
                ? Optional.<Announcement>empty()
                : Optional.of(new Announcement(in.integer(), readSpan(in)));
        return new Pending(parts, announcement, seen);
    }

    static void write(StateWriter out, Completed completed) {
        out.number(completed.nextPlace()).number(completed.byPlace().size());
        completed.byPlace().forEach((place, snapshot) -> {
            writeSpan(out.number(place).number(snapshot.number()), snapshot.span())
                    .number(snapshot.parts().size());
            snapshot.parts().forEach((part, span) -> writeSpan(out.number(part), span));
        });
    }

    static Completed readCompleted(StateReader in) {
        var completed = new Completed();
        completed.continueAt(in.integer(LAST_PLACE));
        for (var left = in.count(); left > 0; left--) {
            var place = in.integer(LAST_PLACE);
            var number = in.number();
            var span = readSpan(in);
            var parts = new TreeMap<Integer, Span>();
            for (var more = in.count(); more > 0; more--) {
                parts.put(in.integer(), readSpan(in));
            }
            completed.put(place, new Snapshot(number, span, parts));
        }
        return completed;
    }

    private static StateWriter writeSpan(StateWriter out, Span span) {
        return out.time(span.asOf())
                .number(span.until().getEpochSecond() - span.asOf().getEpochSecond());
    }

    private static Span readSpan(StateReader in) {
        var asOf = in.time();
        return new Span(asOf, asOf.plusSeconds(in.number()));
    }
}
