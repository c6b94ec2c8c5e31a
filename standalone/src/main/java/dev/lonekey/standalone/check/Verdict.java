package dev.lonekey.standalone.check;

import dev.lonekey.contract.account.AccountStatus;
import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.contract.violation.ViolationEvent;
import dev.lonekey.contract.violation.ViolationEvent.PrincipalType;
import dev.lonekey.standalone.saved.Coverage;
import dev.lonekey.standalone.saved.SavedAccount;
import dev.lonekey.standalone.violation.ViolationView;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to be said of one account.
 *
 * @param view its violations
 */
record Verdict(String id, RootKeys rootKeys, RootCertificates rootCertificates, Coverage coverage, ViolationView view) {

    /** One for each account that something was saved of, also where the core knows nothing of it. */
    static List<Verdict> of(
            List<SavedAccount> saved, Collection<AccountStatus> statuses, Collection<ViolationEvent> events) {
        var known = statuses.stream().collect(Collectors.toMap(AccountStatus::accountId, status -> status));
        var views = saved.stream().collect(Collectors.toMap(SavedAccount::id, account -> new ViolationView()));
        events.forEach(event -> views.get(event.account().id()).add(event));
        return saved.stream()
                .map(account -> {
                    var status = known.get(account.id());
                    return new Verdict(
                            account.id(),
                            status == null ? RootKeys.UNKNOWN : status.rootAccessKeys(),
                            status == null ? RootCertificates.UNKNOWN : status.rootSigningCertificates(),
                            account.coverage(),
                            views.get(account.id()));
                })
                .toList();
    }

    /** What could not be judged, with what to save to mend that. */
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
