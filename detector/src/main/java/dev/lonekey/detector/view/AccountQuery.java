package dev.lonekey.detector.view;

import dev.lonekey.contract.account.AccountStatus.RootKeys;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which accounts are asked for.
 *
 * @param text is looked for in id and name, in any case
 */
public record AccountQuery(Optional<String> text, Optional<RootKeys> root, Optional<Trouble> trouble, Page page) {

    public AccountQuery {
        text = text.map(each -> each.toLowerCase(Locale.ROOT));
    }

    boolean wants(KnownAccount account, Silence silence, Instant now) {
        return text.map(account.searched()::contains).orElse(true)
                && root.map(account.root()::equals).orElse(true)
                && trouble.map(each -> each.has(account, silence, now)).orElse(true);
    }
}
