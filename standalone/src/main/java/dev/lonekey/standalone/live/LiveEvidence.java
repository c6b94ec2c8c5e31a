package dev.lonekey.standalone.live;

import dev.lonekey.contract.snapshot.SnapshotPart;
import dev.lonekey.contract.snapshot.SnapshotPart.Completed;
import dev.lonekey.contract.snapshot.SnapshotPart.Report;
import dev.lonekey.contract.snapshot.SnapshotPart.Root;
import dev.lonekey.contract.snapshot.SnapshotPart.Users;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.snapshot.Snapshot;
import dev.lonekey.standalone.evidence.AccountEvidence;
import dev.lonekey.standalone.evidence.Coverage;
import dev.lonekey.standalone.evidence.Mends;
import dev.lonekey.standalone.evidence.Source;
import dev.lonekey.standalone.evidence.Source.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an account's IAM told.
 *
 * @param parts of one snapshot, and what the organization says of the account
 */
record LiveEvidence(String account, List<SnapshotPart> parts) {

    LiveEvidence {
        parts = List.copyOf(parts);
    }

    AccountEvidence taken(Snapshot snapshot) {
        return new AccountEvidence(
                account,
                parts,
                coverage(snapshot.reportGeneratedAt()),
                mends(report(snapshot.remarks())),
                snapshot.remarks().stream().sorted().toList(),
                Optional.empty());
    }

    /** What was told before the failure counts, although it is less than was asked for. */
    AccountEvidence failed(AwsProblem problem) {
        return new AccountEvidence(
                account,
                parts,
                coverage(parts(Report.class).map(Report::generatedAt).findFirst()),
                mends("the credential report would tell, and was not read"),
                List.of(),
                Optional.of(withoutAccount(problem.message())));
    }

    /** It stands under a heading that names the account. */
    private String withoutAccount(String message) {
        var where = "account " + account + ": ";
        return message.startsWith(where) ? message.substring(where.length()) : message;
    }

    private Coverage coverage(Optional<Instant> reportGeneratedAt) {
        var judged = parts(Users.class).mapToInt(part -> part.users().size()).sum();
        var isWhole = parts(Completed.class).findAny().isPresent();
        var sources = Stream.of(
                        listsAsOf().map(at -> source(Kind.LISTS, at)),
                        parts(Root.class).findFirst().map(root -> source(Kind.ACCOUNT_SUMMARY, root.asOf())),
                        reportGeneratedAt.map(at -> source(Kind.CREDENTIAL_REPORT, at)))
                .flatMap(Optional::stream)
                .toList();
        return new Coverage(judged, List.of(), isWhole, List.of(), sources);
    }

    private Optional<Instant> listsAsOf() {
        return Stream.concat(
                        parts(Users.class).map(Users::asOf),
                        parts(Completed.class).map(Completed::asOf))
                .min(Comparator.naturalOrder());
    }

    private static Source source(Kind kind, Instant asOf) {
        return new Source(kind, Optional.of(asOf));
    }

    private <T extends SnapshotPart> Stream<T> parts(Class<T> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static Mends mends(String report) {
        return new Mends(
                "allow iam:GetAccountSummary",
                report,
                "allow iam:GetAccountSummary",
                "allow iam:ListUsers and iam:ListAccessKeys",
                "allow iam:ListAccessKeys");
    }

    /** What a report would have told; one may be there that is older than what it should tell of. */
    private static String report(List<String> remarks) {
        return remarks.stream()
                .filter(remark -> remark.contains("CredentialReport") || remark.contains("credential report"))
                .findFirst()
                .map(remark -> remark.contains("Denied")
                        ? "allow iam:GenerateCredentialReport and iam:GetCredentialReport"
                        : remark + "; check again later")
                .orElse("the credential report does not tell; AWS makes a new one every four hours");
    }
}
