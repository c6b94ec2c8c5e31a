package dev.lonekey.standalone.terminal;

import java.util.List;
import org.apache.commons.text.WordUtils;

/** Sentences broken into lines at blanks. */
public final class Paragraph {

    private Paragraph() {}

    /** Lines of at most so many characters; only a single word is longer. */
    public static List<String> lines(String text, int characters) {
        return WordUtils.wrap(text, characters, "\n", false).lines().toList();
    }
}
