package dev.lonekey.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lonekey.ingest.config.AccountsSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountFilterTest {

    @Test
    void withoutPatterns_everyAccountIsWatched() {
        assertThat(watched(List.of(), List.of())).containsExactly("111122223333", "111144445555", "444455556666");
    }

    @Test
    void star_standsForAnything() {
        assertThat(watched(List.of("1111*"), List.of())).containsExactly("111122223333", "111144445555");
    }

    @Test
    void accountThatIsIncludedAndExcluded_isNotWatched() {
        assertThat(watched(List.of("1111*", "4444*"), List.of("*5555*"))).containsExactly("111122223333");
    }

    @Test
    void pattern_isNoRegularExpression() {
        assertThat(watched(List.of("1111.*"), List.of())).isEmpty();
    }

    private static List<String> watched(List<String> include, List<String> exclude) {
        var settings = new AccountsSettings(
                List.of(), Optional.empty(), Optional.of(true), Optional.empty(), include, exclude);
        return Stream.of("111122223333", "111144445555", "444455556666")
                .filter(AccountFilter.of(settings))
                .toList();
    }
}
