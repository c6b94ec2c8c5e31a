package dev.lonekey.standalone.live;

import static java.util.Comparator.comparing;

import dev.lonekey.ingest.account.AccountDirectory;
import dev.lonekey.ingest.account.MemberAccount;
import dev.lonekey.ingest.aws.AwsClients;
import dev.lonekey.ingest.aws.AwsFailure;
import dev.lonekey.ingest.aws.AwsProblem;
import dev.lonekey.ingest.aws.Pace;
import dev.lonekey.ingest.config.IngestSettings;
import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.standalone.evidence.AccountEvidence;
import dev.lonekey.standalone.terminal.ProgressLine;
import dev.lonekey.standalone.terminal.Terminals;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The accounts that the settings tell of or, if they tell of none, the one that the credentials belong to. */
public final class LiveAccounts {

    private final IngestSettings settings;
    private final Set<String> only;
    private final Clock clock;

    /** @param only the accounts that are asked, of those that there are; if empty, all */
    public LiveAccounts(IngestSettings settings, Collection<String> only, Clock clock) {
        this.settings = settings;
        this.only = Set.copyOf(only);
        this.clock = clock;
    }

    /**
     * Asks IAM, with the credentials that the SDK finds, and shows on a terminal how far it is.
     *
     * @return what is known of each account, in the order of their ids
     * @throws Failure if there are no credentials, or the accounts could not be told
     */
    public List<AccountEvidence> ask(PrintWriter err) throws InterruptedException {
        var pace = Pace.of(settings.snapshots().requestsPerSecondOrUsual());
        try (var clients = AwsClients.of(settings);
                var survey = new Survey(clients, pace, clock);
                var progress = new ProgressLine(err, Terminals.isStandardError(), elapsed -> survey.progress())) {
            var accounts = chosen(clients);
            if (Terminals.isStandardError()) {
                progress.start();
            }
            return survey.of(accounts);
        }
    }

    private List<MemberAccount> chosen(AwsClients clients) {
        var own = own(clients);
        var directory = AccountDirectory.of(settings, clients);
        directory.refresh();
        directory.problem().ifPresent(problem -> {
            throw new Failure(problem);
        });
        var all = directory.active();
        only.stream()
                .filter(id -> all.stream().noneMatch(account -> account.id().equals(id)))
                .sorted()
                .findFirst()
                .ifPresent(id -> {
                    throw new Failure(
                            settings.accounts().isOwnOnly()
                                    ? "the credentials belong to account %s, not to %s; use those of that account, or list it in ingest.accounts.ids"
                                            .formatted(own, id)
                                    : "account %s is none of those that ingest.accounts tells of; correct one of the two"
                                            .formatted(id));
                });
        var chosen = all.stream()
                .filter(account -> only.isEmpty() || only.contains(account.id()))
                .sorted(comparing(MemberAccount::id))
                .toList();
        if (chosen.isEmpty()) {
            throw new Failure("there is no account to check; correct include and exclude of ingest.accounts");
        }
        return chosen;
    }

    /** Asked for first, since it takes no permission and soon shows whether there are credentials that AWS takes. */
    private static String own(AwsClients clients) {
        try {
            return clients.ownAccount();
        } catch (AwsFailure failure) {
            var problem = failure.problem();
            throw new Failure(
                    problem.kind() == AwsProblem.Kind.NO_CREDENTIALS
                            ? fromTheReason(problem) + "; or check saved output of the AWS CLI with --from DIR"
                            : problem.message(),
                    failure);
        }
    }

    private static String fromTheReason(AwsProblem problem) {
        return problem.message().substring(Math.max(0, problem.message().indexOf(problem.reason())));
    }
}
