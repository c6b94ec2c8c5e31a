package dev.lonekey.ingest.account;

import dev.lonekey.ingest.config.AccountsSettings;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which of the accounts that there are shall be watched. What is both included and excluded is not. */
record AccountFilter(List<Predicate<String>> include, List<Predicate<String>> exclude) implements Predicate<String> {

    static AccountFilter of(AccountsSettings settings) {
        return new AccountFilter(compiled(settings.include()), compiled(settings.exclude()));
    }

    @Override
    public boolean test(String accountId) {
        return (include.isEmpty() || include.stream().anyMatch(pattern -> pattern.test(accountId)))
                && exclude.stream().noneMatch(pattern -> pattern.test(accountId));
    }

    private static List<Predicate<String>> compiled(List<String> patterns) {
        return patterns.stream().map(AccountFilter::compiled).toList();
    }

    private static Predicate<String> compiled(String pattern) {
        return Pattern.compile(Arrays.stream(pattern.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .asMatchPredicate();
    }
}
