package dev.lonekey.standalone.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lonekey.contract.deadletter.DeadLetter;
import dev.lonekey.runtime.text.Harmless;
import dev.lonekey.standalone.terminal.InWords;
import java.util.ArrayList;
import java.util.List;

/** A single letter with its content, which is whatever somebody wrote: nothing in it reaches a terminal as a command. */
final class LetterText {

    private static final int MAX_CHARACTERS = 4_000;
    private static final int MAX_BYTES_OF_A_CHARACTER = 4;

    private LetterText() {}

    /** Lines to print, without line ends; those of the content begin with a bar, so that they cannot pass for ours. */
    static List<String> lines(Letter letter, byte[] value) {
        var lines = new ArrayList<String>();
        lines.add("letter   " + letter.place());
        lines.add("written  " + InWords.time(letter.time()));
        lines.add("reason   " + (letter.reason().isPresent() ? letter.detail() : Letter.FOREIGN));
        lines.add("from     " + letter.origin());
        letter.account().ifPresent(account -> lines.add("account  " + account));
        letter.sha256().ifPresent(digest -> lines.add("sha-256  " + digest));
        lines.add("bytes    " + InWords.number(value.length)
                + (letter.reason().isPresent() && value.length == DeadLetter.MAX_BYTES
                        ? ": what is more was cut off"
                        : ""));
        lines.add("");
        var text = new String(value, 0, Math.min(value.length, MAX_CHARACTERS * MAX_BYTES_OF_A_CHARACTER), UTF_8);
        var isCut = text.codePointCount(0, text.length()) > MAX_CHARACTERS;
        var shown = isCut ? text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS)) : text;
        Harmless.escaped(shown).lines().forEach(line -> lines.add("| " + line));
        if (isCut) {
            lines.addAll(List.of("", "That is its beginning. All of it, as it came: --raw > letter.bin"));
        }
        return lines;
    }
}
