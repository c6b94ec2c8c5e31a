package dev.lonekey.standalone.saved;

import dev.lonekey.ingest.report.Arn;
import dev.lonekey.ingest.report.ReportRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The output of one call of the AWS CLI. */
sealed interface Saved {

    /** The ARNs in it, which tell the account. */
    default Stream<Arn> arns() {
        return Stream.empty();
    }

    /** {@code get-account-summary}. What it does not tell, as in GovCloud, is absent. */
    record Summary(Optional<Boolean> accessKeysPresent, Optional<Boolean> signingCertificatesPresent)
            implements Saved {}

    /**
     * {@code get-credential-report}.
     *
     * @param generatedAt absent when only the CSV was saved
     */
    record CredentialReport(Optional<Instant> generatedAt, List<ReportRow> rows) implements Saved {
        @Override
        public Stream<Arn> arns() {
            return rows.stream().map(ReportRow::arn);
        }
    }

    /**
     * {@code list-users}.
     *
     * @param truncated whether there are more users than it shows
     */
    record UserList(List<ListedUser> users, boolean truncated) implements Saved {
        @Override
        public Stream<Arn> arns() {
            return users.stream().flatMap(user -> user.arn().stream());
        }
    }

    /**
     * {@code list-access-keys}.
     *
     * @param truncated whether its user has more keys than it shows
     */
    record KeyList(List<ListedKey> keys, boolean truncated) implements Saved {}

    /** {@code get-access-key-last-used}. */
    record LastUse() implements Saved {}

    /** JSON of another kind. */
    record Unknown() implements Saved {}
}
