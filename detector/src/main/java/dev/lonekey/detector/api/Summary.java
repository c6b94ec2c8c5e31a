package dev.lonekey.detector.api;

import static java.util.Comparator.naturalOrder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.contract.Json;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.account.TrailStatus.State;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.rule.Rules;
import dev.lonekey.detector.view.KnownAccount;
import dev.lonekey.detector.view.KnownViolation;
import dev.lonekey.detector.view.Silence;
import dev.lonekey.detector.view.View;
import dev.lonekey.runtime.cli.Version;
import dev.lonekey.runtime.health.HealthReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All in a few numbers: what is open, how much of it can be relied on, and how the parts are. */
record Summary(View view, Silence silence, Supplier<HealthReport> health, Clock clock) {

    private static final int TRAILS_SHOWN = 10;
    private static final Duration LATELY = Duration.ofHours(24);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode toJson() {
        var now = clock.instant();
        var json = JSON.objectNode();
        addViolations(json, now.minus(LATELY));
        addAccounts(json.putObject("accounts"), view.accounts().all(), now);
        json.set("health", health(health.get()));
        return json.put("asOf", now.toString()).put("version", Version.current());
    }

    private void addViolations(ObjectNode json, Instant lately) {
        var tally = new Tally(lately);
        view.violations().forEach(tally::add);
        tally.addTo(json);
    }

    /** Counts violations. */
    private static final class Tally {

        private final Instant lately;
        private final EnumMap<Severity, Integer> bySeverity = new EnumMap<>(Severity.class);
        private final TreeMap<String, Integer> byRule = new TreeMap<>();
        private int open;
        private int excepted;
        private int inRotation;
        private int resolvedLately;

        Tally(Instant lately) {
            this.lately = lately;
            Stream.of(Severity.values()).forEach(severity -> bySeverity.put(severity, 0));
            Rules.ALL.forEach(rule -> byRule.put(rule.id(), 0));
        }

        void add(KnownViolation violation) {
            if (!violation.isOpen()) {
                resolvedLately += violation.endedAt().isAfter(lately) ? 1 : 0;
                return;
            }
            open++;
            bySeverity.merge(violation.severity(), 1, Integer::sum);
            byRule.merge(violation.rule(), 1, Integer::sum);
            excepted += violation.isExcepted() ? 1 : 0;
            inRotation += violation.isInRotation() ? 1 : 0;
        }

        void addTo(ObjectNode json) {
            var ofOpen = json.putObject("open").put("total", open);
            var severities = ofOpen.putObject("bySeverity");
            bySeverity.forEach((severity, count) -> severities.put(severity.name(), count));
            var rules = ofOpen.putObject("byRule");
            byRule.forEach(rules::put);
            ofOpen.put("excepted", excepted).put("inRotation", inRotation);
            json.putObject("resolved").put("last24h", resolvedLately);
        }
    }

    private void addAccounts(ObjectNode json, Collection<KnownAccount> accounts, Instant now) {
        json.put("total", accounts.size());
        var byRoot = new EnumMap<RootKeys, Integer>(RootKeys.class);
        accounts.forEach(account -> byRoot.merge(account.root(), 1, Integer::sum));
        var root = json.putObject("root");
        Stream.of(RootKeys.values()).forEach(keys -> root.put(keys.name(), byRoot.getOrDefault(keys, 0)));
        json.put("withDrift", accounts.stream().filter(KnownAccount::hasDrift).count());
        json.put(
                "drift",
                accounts.stream().mapToLong(account -> account.status().drift()).sum());
        json.put(
                "snapshotFailed",
                accounts.stream().filter(KnownAccount::hasFailed).count());
        json.put(
                "neverListed",
                accounts.stream().filter(KnownAccount::isUnlisted).count());
        json.put(
                "stale",
                accounts.stream()
                        .filter(account -> account.isStale(now) && !account.isUnlisted())
                        .count());
        addTrails(json, accounts);
        accounts.stream()
                .filter(KnownAccount::isThere)
                .flatMap(account -> account.evidenceAsOf().stream())
                .min(naturalOrder())
                .ifPresent(oldest -> json.put("oldestEvidence", oldest.toString()));
        var newest = accounts.stream()
                .flatMap(account -> account.status().lastEventAt().stream())
                .max(naturalOrder());
        newest.ifPresent(at -> json.put("lastEventAt", at.toString()));
        silence.eventsAfter().ifPresent(length -> json.putObject("silence")
                .put("eventsAfter", length.toString())
                .put(
                        "silent",
                        accounts.stream()
                                .filter(account -> account.isSilent(silence, now))
                                .count())
                .put("allSilent", !accounts.isEmpty() && silence.isDue(newest, now)));
    }

    /** The worst of all, as many as a person reads; how many there are is told besides. */
    private static void addTrails(ObjectNode json, Collection<KnownAccount> accounts) {
        var blind = accounts.stream()
                .filter(KnownAccount::isThere)
                .flatMap(account -> account.status().trails().stream()
                        .filter(trail -> trail.state().isBlind())
                        .map(trail ->
                                new BlindTrail(account.id(), account.status().name(), trail)))
                .sorted(BlindTrail.WORST_FIRST)
                .toList();
        var states = json.putObject("trails");
        Stream.of(State.values())
                .filter(State::isBlind)
                .forEach(state -> states.put(
                        state.name(),
                        blind.stream()
                                .filter(one -> one.trail().state() == state)
                                .count()));
        var items = json.putArray("blindTrails");
        blind.stream().limit(TRAILS_SHOWN).forEach(one -> items.add(Json.MAPPER.<ObjectNode>valueToTree(one)));
    }

    /** A trail that no longer tells all. */
    private record BlindTrail(String accountId, Optional<String> accountName, TrailStatus trail) {

        static final Comparator<BlindTrail> WORST_FIRST = Comparator.comparing(
                        (BlindTrail one) -> one.trail().state())
                .thenComparing(one -> one.trail().change().at(), Comparator.reverseOrder());
    }

    private static ObjectNode health(HealthReport report) {
        var json = JSON.objectNode().put("ready", report.isReady());
        var parts = json.putArray("parts");
        report.toJson(report.isReady()).get("components").properties().forEach(part -> parts.addObject()
                .put("name", part.getKey())
                .setAll((ObjectNode) part.getValue()));
        return json;
    }
}
