package dev.lonekey.standalone.check;

import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.terminal.InWords;
import java.util.List;
import java.util.stream.Collectors;

/** Names of users, harmless to print, and not too many of them. */
final class Names {

    private static final int SHOWN = 10;

    private Names() {}

    static String of(List<String> users) {
        var shown = users.stream().limit(SHOWN).map(Harmless::text).collect(Collectors.joining(", "));
        return users.size() <= SHOWN ? shown : shown + " and " + InWords.number(users.size() - SHOWN) + " more";
    }
}
