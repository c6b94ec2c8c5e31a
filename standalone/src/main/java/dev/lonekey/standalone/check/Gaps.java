package dev.lonekey.standalone.check;

import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.contract.account.AccountStatus.RootKeys;
import dev.lonekey.standalone.terminal.InWords;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What could not be judged of an account. Not a word of it may read as if all were well. */
record Gaps(Verdict verdict) {

    List<String> all() {
        return Stream.of(rootKeys(), rootCertificates(), keysOfUsers(), otherUsers())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> rootKeys() {
        if (verdict.rootKeys() == RootKeys.PRESENT) {
            return Optional.of("whether root's access key is active; save get-credential-report");
        }
        return verdict.rootKeys() == RootKeys.UNKNOWN
                ? Optional.of(
                        "whether root has access keys" + mend("save get-account-summary or get-credential-report"))
                : Optional.empty();
    }

    /** A report that counts no active certificate leaves open whether there is an inactive one. */
    private Optional<String> rootCertificates() {
        return verdict.rootCertificates() == RootCertificates.UNKNOWN
                ? Optional.of("whether root has signing certificates" + mend("save get-account-summary"))
                : Optional.empty();
    }

    private String mend(String save) {
        return verdict.coverage().summarised()
                ? ": the account summary does not tell, as in GovCloud; get-credential-report may"
                : "; " + save;
    }

    private Optional<String> keysOfUsers() {
        var users = verdict.coverage().unjudged();
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of("the keys of " + InWords.count(users.size(), "user") + " (" + Names.of(users)
                        + "); save list-access-keys of each");
    }

    private Optional<String> otherUsers() {
        if (verdict.coverage().allUsersKnown()) {
            return Optional.empty();
        }
        var known = verdict.coverage().judged() + verdict.coverage().unjudged().size();
        return Optional.of((known == 0 ? "the users" : "whether there are other users")
                + "; save list-users, all of it, or get-credential-report");
    }
}
