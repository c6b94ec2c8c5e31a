package dev.lonekey.detector.standing;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.Outcome;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.account.TrailStatus;
import dev.lonekey.contract.account.TrailStatus.State;
import dev.lonekey.contract.snapshot.SnapshotPart.AccountState;
import dev.lonekey.contract.violation.Severity;
import dev.lonekey.detector.view.KnownAccount;
import dev.lonekey.detector.view.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is open, and how accounts are, at one time. Accounts that were closed or have left the organization count no longer.
 *
 * @param open how many violations are open; what is not there is 0
 * @param oldest since when the longest open violation of a severity is open, exceptions left out
 * @param accounts how many accounts there are, by what is known of root's access keys; what is not there is 0
 * @param oldestEvidence when the newest completed snapshot began of the account for which that is longest ago
 * @param unlisted accounts of which no snapshot was ever completed
 * @param failed accounts whose newest snapshot failed
 * @param drifting accounts of which at least one key was first seen in a snapshot although an event should have told
 * @param stale accounts of which the newest completed snapshot is older than a day
 * @param silent accounts of which an event is overdue; empty if no silence is news
 * @param trails how many trails no longer tell all, by how they are; what is not there is 0
 * @param worstAccounts how many violations are open in an account, the worst accounts first
 */
record Standing(
        Map<Kind, Long> open,
        Map<Severity, Instant> oldest,
        Map<RootKeys, Long> accounts,
        Optional<Instant> oldestEvidence,
        long unlisted,
        long failed,
        long drifting,
        long stale,
        Optional<Long> silent,
        Map<State, Long> trails,
        Map<String, Long> worstAccounts) {

    /** What is counted apart. */
    record Kind(String rule, Severity severity, boolean isExcepted) {}

    /** A violation that is open. */
    record Open(Kind kind, String account, Instant since) {

        private Severity severity() {
            return kind.severity();
        }
    }

    /**
     * Counts.
     *
     * @param known the newest status of each account
     * @param maxAccounts so many accounts are named
     * @param silence when silence is news
     */
    static Standing of(
            Collection<Open> open, Collection<AccountStatus> known, int maxAccounts, Silence silence, Instant now) {
        var accounts = known.stream().filter(Standing::isWatched).toList();
        return new Standing(
                open.stream().collect(groupingBy(Open::kind, counting())),
                open.stream()
                        .filter(each -> !each.kind().isExcepted())
                        .collect(Collectors.toMap(
                                Open::severity, Open::since, (one, other) -> one.isBefore(other) ? one : other)),
                accounts.stream().collect(groupingBy(AccountStatus::rootAccessKeys, counting())),
                accounts.stream()
                        .flatMap(account -> account.evidenceAsOf().stream())
                        .min(Comparator.naturalOrder()),
                accounts.stream()
                        .filter(account -> account.evidenceAsOf().isEmpty())
                        .count(),
                accounts.stream().filter(Standing::hasFailed).count(),
                accounts.stream().filter(account -> account.drift() > 0).count(),
                accounts.stream()
                        .flatMap(account -> account.evidenceAsOf().stream())
                        .filter(now.minus(KnownAccount.STALE_AFTER)::isAfter)
                        .count(),
                silence.eventsAfter().map(length -> accounts.stream()
                        .filter(account -> silence.isSilent(account, now))
                        .count()),
                accounts.stream()
                        .flatMap(account -> account.trails().stream())
                        .map(TrailStatus::state)
                        .filter(State::isBlind)
                        .collect(groupingBy(state -> state, counting())),
                worst(open, maxAccounts));
    }

    /** How long the longest open violation of a severity is open; zero if none is. */
    Duration openFor(Severity severity, Instant now) {
        return Optional.ofNullable(oldest.get(severity))
                .filter(since -> since.isBefore(now))
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }

    private static boolean isWatched(AccountStatus account) {
        return account.state().filter(state -> state != AccountState.ACTIVE).isEmpty();
    }

    private static boolean hasFailed(AccountStatus account) {
        return account.lastSnapshot()
                .filter(last -> last.outcome() == Outcome.FAILED)
                .isPresent();
    }

    private static Map<String, Long> worst(Collection<Open> open, int maxAccounts) {
        if (maxAccounts == 0) {
            return Map.of();
        }
        var byAccount = open.stream().collect(groupingBy(Open::account));
        var worst = new LinkedHashMap<String, Long>();
        byAccount.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<Open>> account) -> worst(account.getValue()))
                        .thenComparing(account -> account.getValue().size())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(maxAccounts)
                .forEach(account ->
                        worst.put(account.getKey(), (long) account.getValue().size()));
        return worst;
    }

    private static Severity worst(List<Open> violations) {
        return violations.stream()
                .map(Open::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.LOW);
    }
}
