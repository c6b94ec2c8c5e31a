package dev.lonekey.ingest.config;

import dev.lonekey.runtime.config.RefusedSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** Other than in records, where an account id is whatever AWS writes, these become part of a role's ARN. */
    private static final Pattern ID = Pattern.compile("[0-9]{12}");

    private static final Duration USUAL_REFRESH = Duration.ofHours(1);

    public AccountsSettings {
        ids = withoutAbsent(ids);
        file = file == null ? Optional.empty() : file;
        organization = organization == null ? Optional.empty() : organization;
        refresh = refresh == null ? Optional.empty() : refresh;
        include = withoutAbsent(include);
        exclude = withoutAbsent(exclude);
        ids.stream().filter(id -> !ID.matcher(id).matches()).findFirst().ifPresent(id -> {
            throw new RefusedSetting(
                    "ids", "\"%s\" is no account id, which has 12 digits as in \"111122223333\"".formatted(id));
        });
        if (Stream.of(!ids.isEmpty(), file.isPresent(), organization.orElse(false))
                        .filter(set -> set)
                        .count()
                > 1) {
            throw new IllegalArgumentException("ids, file and organization exclude each other; keep one of them");
        }
    }

    /** A dash without a value is nothing; taken for a pattern, it would include no account at all. */
    private static List<String> withoutAbsent(List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .filter(value -> value != null && !value.isBlank())
                        .toList();
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
