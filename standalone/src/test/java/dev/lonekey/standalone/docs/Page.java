package dev.lonekey.standalone.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file: where it leads to, and where one can be led to in it. What stands in code is neither. */
record Page(Path file, List<String> links, Set<String> anchors) {

    private static final Pattern INLINE = Pattern.compile("]\\(<?([^)\\s>]+)>?(?: \"[^\"]*\")?\\)");
    private static final Pattern REFERENCE = Pattern.compile("^ {0,3}\\[[^]]+]: +<?(\\S+?)>?$");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(?:href|src)=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\\b(?:id|name)=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("(`+).+?\\1");

    static Page of(Path file) {
        try {
            return of(file, Files.readAllLines(file, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    static Page of(Path file, List<String> lines) {
        var text = withoutCode(lines);
        // A link's text may be broken over lines, its address cannot.
        var joined = CODE.matcher(String.join("\n", text)).replaceAll("");
        var links = Stream.concat(
                        Stream.of(INLINE, ATTRIBUTE)
                                .flatMap(pattern -> pattern.matcher(joined).results()),
                        text.stream().flatMap(line -> REFERENCE.matcher(line).results()))
                .map(link -> link.group(1))
                .toList();
        var anchors = new HashSet<>(Heading.anchors(text));
        ID.matcher(joined).results().forEach(id -> anchors.add(id.group(1)));
        return new Page(file, links, anchors);
    }

    /** Lines in fences, and those that an indent behind an empty line makes code. */
    private static List<String> withoutCode(List<String> lines) {
        var text = new ArrayList<String>();
        boolean fenced = false;
        boolean indented = false;
        boolean emptyBefore = true;
        for (var line : lines) {
            boolean fence = line.stripLeading().startsWith("```");
            indented = line.startsWith("    ") ? indented || emptyBefore : line.isBlank() && indented;
            emptyBefore = line.isBlank();
            if (!fence && !fenced && !indented) {
                text.add(line);
            }
            fenced ^= fence;
        }
        return text;
    }
}
