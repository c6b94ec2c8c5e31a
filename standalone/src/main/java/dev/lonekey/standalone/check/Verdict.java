package dev.lonekey.standalone.check;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.standalone.evidence.AccountEvidence;
import dev.lonekey.standalone.evidence.Coverage;
import dev.lonekey.standalone.violation.ViolationView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be said of one account.
 *
 * @param name as its organization has it
 * @param view its violations
 */
record Verdict(
        AccountEvidence evidence,
        Optional<String> name,
        RootKeys rootKeys,
        RootCertificates rootCertificates,
        ViolationView view) {

    /** One for each account that there is evidence of, also where the core knows nothing of it. */
    static List<Verdict> of(
            List<AccountEvidence> evidence, Collection<AccountStatus> statuses, Collection<ViolationEvent> events) {
        var known = statuses.stream().collect(Collectors.toMap(AccountStatus::accountId, status -> status));
        var views = evidence.stream().collect(Collectors.toMap(AccountEvidence::id, account -> new ViolationView()));
        events.forEach(event -> views.get(event.account().id()).add(event));
        return evidence.stream()
                .map(account -> of(account, Optional.ofNullable(known.get(account.id())), views.get(account.id())))
                .toList();
    }

    private static Verdict of(AccountEvidence evidence, Optional<AccountStatus> status, ViolationView view) {
        return new Verdict(
                evidence,
                status.flatMap(AccountStatus::name),
                status.map(AccountStatus::rootAccessKeys).orElse(RootKeys.UNKNOWN),
                status.map(AccountStatus::rootSigningCertificates).orElse(RootCertificates.UNKNOWN),
                view);
    }

    String id() {
        return evidence.id();
    }

    Coverage coverage() {
        return evidence.coverage();
    }

    /** Whether AWS did not tell all that it was asked for. */
    boolean isFailed() {
        return evidence.failure().isPresent();
    }

    /** What could not be judged, with what to do to mend that. */
    List<String> gaps() {
        return new Gaps(this).all();
    }

    /** Users with an open violation, in the order of their names. */
    List<String> usersWithSeveralKeys() {
        return view.open().stream()
                .map(ViolationEvent::principal)
                .filter(principal -> principal.type() == PrincipalType.IAM_USER)
                .map(ViolationEvent.Principal::name)
                .sorted()
                .toList();
    }
}
