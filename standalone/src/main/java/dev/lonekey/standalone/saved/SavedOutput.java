package dev.lonekey.standalone.saved;

import dev.lonekey.runtime.failure.Failure;
import dev.lonekey.standalone.evidence.AccountEvidence;
import dev.lonekey.standalone.saved.Saved.CredentialReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Output of the AWS CLI that was saved in files: {@code get-account-summary}, {@code get-credential-report},
 * {@code list-users}, {@code list-access-keys}.
 *
 * @param accounts in the order of their ids
 * @param notices files that were not used
 */
public record SavedOutput(List<AccountEvidence> accounts, List<Notice> notices) {

    /** Clocks differ a little; beyond that, a time in the future is wrong, and the detector would not take it. */
    private static final Duration AHEAD = Duration.ofHours(1);

    public SavedOutput {
        accounts = List.copyOf(accounts);
        notices = List.copyOf(notices);
    }

    /**
     * Reads whatever is of use in a folder and below it.
     *
     * @param account whose files they are that do not tell it
     * @param clock gives the time of output that tells none
     * @throws Failure if there is no such folder, or a file's account is not told or contradictory
     */
    public static SavedOutput read(Path from, Optional<String> account, Clock clock) {
        var now = clock.instant();
        var notices = new ArrayList<Notice>();
        var files = new ArrayList<SavedFile>();
        for (var path : FileFinder.find(from, notices::add)) {
            try {
                var file = SavedFile.read(path);
                requireNotFromTheFuture(file, now);
                file.notices().forEach(notices::add);
                if (file.isUsable()) {
                    files.add(file);
                }
            } catch (UnusableException broken) {
                notices.add(Notice.refused(path, broken.getMessage()));
            } catch (IOException unreadable) {
                notices.add(FileFinder.unreadable(path));
            }
        }
        var accounts = new ArrayList<AccountEvidence>();
        new AccountFinder(from, account).group(files).forEach((id, own) -> {
            var listings = new Listings(own);
            notices.addAll(listings.notices());
            accounts.add(SavedAccount.evidence(id, own, listings, now));
        });
        return new SavedOutput(accounts, notices);
    }

    /** Whether a file is broken: an error, although the others were used. */
    public boolean isBroken() {
        return notices.stream().anyMatch(Notice::refused);
    }

    /**
     * Makes sure that there is something to conclude from.
     *
     * @throws Failure if there is not
     */
    public void requireUsable() {
        if (accounts.isEmpty()) {
            throw new Failure(
                    "there is no file with output of get-account-summary, get-credential-report, list-users or"
                            + " list-access-keys; see lonekey check --help");
        }
    }

    private static void requireNotFromTheFuture(SavedFile file, Instant now) throws UnusableException {
        var future = file.contents(CredentialReport.class)
                .flatMap(report -> report.generatedAt().stream())
                .filter(at -> at.isAfter(now.plus(AHEAD)))
                .findFirst();
        if (future.isPresent()) {
            throw new UnusableException("was generated at " + future.get()
                    + ", which is in the future. Check the clock of this machine, and save it again.");
        }
    }
}
