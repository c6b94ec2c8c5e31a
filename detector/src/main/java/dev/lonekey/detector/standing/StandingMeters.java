package dev.lonekey.detector.standing;

import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.TrailStatus.State;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.standing.Standing.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Shows what is open, and how accounts are. Each instance shows the partitions that it works on, so the sum over all instances
 * is right, and of ages the maximum. While an instance does not know, it shows nothing: a 0 would say that all is well.
 */
final class StandingMeters {

    private final Clock clock;
    private volatile Optional<Standing> current = Optional.empty();
    private final MultiGauge open;
    private final MultiGauge openOldest;
    private final MultiGauge accounts;
    private final MultiGauge evidenceOldest;
    private final MultiGauge unlisted;
    private final MultiGauge failed;
    private final MultiGauge drifting;
    private final MultiGauge stale;
    private final MultiGauge silent;
    private final MultiGauge trails;
    private final MultiGauge worstAccounts;

    StandingMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        open = gauge(registry, "lonekey.violations.open", "open violations");
        openOldest = gauge(
                registry,
                "lonekey.violations.open.oldest.seconds",
                "for how long the longest open violation is open, exceptions left out; 0 if none is");
        accounts = gauge(registry, "lonekey.accounts", "accounts, by what is known of root's access keys");
        evidenceOldest = gauge(
                registry,
                "lonekey.accounts.evidence.oldest.seconds",
                "age of the newest completed snapshot, of the account where that is oldest");
        unlisted = gauge(registry, "lonekey.accounts.unlisted", "accounts of which no snapshot was ever completed");
        failed = gauge(registry, "lonekey.accounts.snapshot.failed", "accounts whose newest snapshot failed");
        drifting = gauge(
                registry,
                "lonekey.accounts.drift",
                "accounts with a key that no event told of although one should have");
        stale = gauge(
                registry, "lonekey.accounts.stale", "accounts whose newest completed snapshot is older than a day");
        silent = gauge(
                registry, "lonekey.accounts.silent", "accounts without an event for longer than is set, if it is");
        trails = gauge(
                registry,
                "lonekey.accounts.trails",
                "trails that were stopped, deleted or reduced, and are so still, as far as events tell");
        worstAccounts = gauge(
                registry, "lonekey.account.violations.open", "open violations of the worst accounts, if asked for");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** Shows how it is now; nothing where that is not known. */
    void show(Optional<Standing> now) {
        current = now;
        rows(open, now.stream().flatMap(known -> openRows()));
        rows(openOldest, now.stream().flatMap(known -> Stream.of(Severity.values())
                .map(severity -> row(
                        standing -> standing.openFor(severity, clock.instant()).toSeconds(),
                        "severity",
                        tag(severity)))));
        rows(accounts, now.stream().flatMap(known -> Stream.of(RootKeys.values())
                .map(root -> row(standing -> standing.accounts().getOrDefault(root, 0L), "root", tag(root)))));
        rows(evidenceOldest, now.flatMap(Standing::oldestEvidence).stream().map(known -> row(this::evidenceAge)));
        rows(unlisted, now.stream().map(known -> row(Standing::unlisted)));
        rows(failed, now.stream().map(known -> row(Standing::failed)));
        rows(drifting, now.stream().map(known -> row(Standing::drifting)));
        rows(stale, now.stream().map(known -> row(Standing::stale)));
        rows(
                silent,
                now.flatMap(Standing::silent).stream()
                        .map(known -> row(standing -> standing.silent().orElse(0L))));
        rows(trails, now.stream().flatMap(known -> Stream.of(State.values())
                .filter(State::isBlind)
                .map(state -> row(standing -> standing.trails().getOrDefault(state, 0L), "state", tag(state)))));
        rows(worstAccounts, now.stream().flatMap(known -> known.worstAccounts().keySet().stream()
                .map(account ->
                        row(standing -> standing.worstAccounts().getOrDefault(account, 0L), "account", account))));
    }

    private Stream<Row<?>> openRows() {
        return Rules.ALL.stream()
                .flatMap(rule -> Stream.of(Severity.values()).flatMap(severity -> Stream.of(false, true)
                        .map(isExcepted -> new Kind(rule.id(), severity, isExcepted))))
                .map(kind -> row(
                        standing -> standing.open().getOrDefault(kind, 0L),
                        "rule",
                        kind.rule(),
                        "severity",
                        tag(kind.severity()),
                        "excepted",
                        String.valueOf(kind.isExcepted())));
    }

    private double evidenceAge(Standing standing) {
        return standing.oldestEvidence()
                .map(asOf -> (double) Duration.between(asOf, clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }

    /** Rows that are there already stay: a scrape in between must not miss them. */
    private static void rows(MultiGauge gauge, Stream<? extends Row<?>> rows) {
        List<Row<?>> all = List.copyOf(rows.toList());
        gauge.register(all);
    }

    /** What is shown is read when it is asked for. */
    private Row<?> row(ToDoubleFunction<Standing> value, String... tags) {
        return Row.of(Tags.of(tags), this, meters -> meters.current
                .map(value::applyAsDouble)
                .orElse(Double.NaN));
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
