package dev.lonekey.standalone.check;

import dev.lonekey.contract.account.AccountStatus.RootCertificates;
import dev.lonekey.standalone.evidence.Mends;
import dev.lonekey.standalone.terminal.InWords;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What could not be judged of an account. Not a word of it may read as if all were well. */
record Gaps(Verdict verdict) {

    private static final String SILENT_SUMMARY = ": the account summary does not tell, as in GovCloud";

    List<String> all() {
        return verdict.coverage().isNothing() && verdict.isFailed()
                ? verdict.evidence().failure().stream().toList()
                : Stream.of(rootKeys(), rootCertificates(), keysOfUsers(), otherUsers())
                        .flatMap(Optional::stream)
                        .toList();
    }

    private Optional<String> rootKeys() {
        return switch (verdict.rootKeys()) {
            case PRESENT -> Optional.of("whether root's access key is active; " + mends().report());
            case UNKNOWN ->
                Optional.of("whether root has access keys"
                        + (verdict.coverage().isSummarised()
                                ? SILENT_SUMMARY + "; " + mends().report()
                                : "; " + mends().summaryOrReport()));
            case NONE, ACTIVE, INACTIVE -> Optional.empty();
        };
    }

    private Optional<String> rootCertificates() {
        return verdict.rootCertificates() == RootCertificates.UNKNOWN
                ? Optional.of("whether root has signing certificates"
                        + (verdict.coverage().isSummarised()
                                ? SILENT_SUMMARY + reportOnCertificates()
                                : "; " + mends().summary()))
                : Optional.empty();
    }

    /** A report that counts no active certificate leaves open whether there is an inactive one. */
    private String reportOnCertificates() {
        return verdict.coverage().reportsGeneratedAt().isEmpty()
                ? "; " + mends().report()
                : ", and the credential report tells of active ones only";
    }

    private Optional<String> keysOfUsers() {
        var users = verdict.coverage().unjudged();
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of("the keys of " + InWords.count(users.size(), "user") + " (" + Names.of(users) + "); "
                        + mends().keyLists());
    }

    private Optional<String> otherUsers() {
        if (verdict.coverage().allUsersKnown()) {
            return Optional.empty();
        }
        var known = verdict.coverage().judged() + verdict.coverage().unjudged().size();
        return Optional.of((known == 0 ? "the users" : "whether there are other users")
                + verdict.evidence().failure().map(why -> ": " + why).orElseGet(() -> "; " + mends().userList()));
    }

    private Mends mends() {
        return verdict.evidence().mends();
    }
}
