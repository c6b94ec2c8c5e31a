package dev.lonekey.ingest.config;

import dev.lonekey.contract.cloudtrail.AccountId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which accounts are watched: those listed here, those in a file, or those of an organization; only one of the three. With
 * none of them it is the one account that the credentials belong to.
 *
 * @param ids account ids
 * @param file a file with an account id on each line; what follows a {@code #} is a comment
 * @param organization whether to ask AWS Organizations, from its management account or a delegated administrator
 * @param refresh how often file or organization are looked at again
 * @param include patterns of account ids, in which {@code *} stands for anything; without any, all are included
 * @param exclude patterns likewise, of accounts that are left alone
 */
public record AccountsSettings(
        List<String> ids,
        Optional<Path> file,
        Optional<Boolean> organization,
        Optional<Duration> refresh,
        List<String> include,
        List<String> exclude) {

    public static final AccountsSettings DEFAULT =
            new AccountsSettings(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    private static final Duration USUAL_REFRESH = Duration.ofHours(1);

    public AccountsSettings {
        ids = ids == null ? List.of() : List.copyOf(ids);
        file = file == null ? Optional.empty() : file;
        organization = organization == null ? Optional.empty() : organization;
        refresh = refresh == null ? Optional.empty() : refresh;
        include = include == null ? List.of() : List.copyOf(include);
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
        ids.stream().filter(id -> !AccountId.isLegal(id)).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException("\"" + id + "\" is no account id; write it as in \"111122223333\"");
        });
        if (Stream.of(!ids.isEmpty(), file.isPresent(), organization.orElse(false))
                        .filter(set -> set)
                        .count()
                > 1) {
            throw new IllegalArgumentException("set only one of ids, file and organization");
        }
    }

    /** Whether it is only the account that the credentials belong to. */
    public boolean isOwnOnly() {
        return ids.isEmpty() && file.isEmpty() && !isOrganization();
    }

    public boolean isOrganization() {
        return organization.orElse(false);
    }

    public Duration refreshEvery() {
        return refresh.orElse(USUAL_REFRESH);
    }
}
