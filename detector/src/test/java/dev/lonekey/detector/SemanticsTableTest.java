package dev.lonekey.detector;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/semantics.md} promises tests for its sentences: those that {@code docs/semantics-tests.md} names are there. */
class SemanticsTableTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"(S\\d+\\.\\d+)\"></a>\\*\\*\\1\\*\\*");
    private static final Pattern ROW = Pattern.compile("^\\| (S\\d+\\.\\d+) \\| (\\w+) \\| ([^|]+) \\|$");
    private static final Pattern PICTURE = Pattern.compile("```\\R+`(\\w+)`");

    private record Row(String sentence, String testClass, String test) {}

    @Test
    void everySentence_hasATest() throws IOException {
        // Given
        var sentences = sentences();
        // When
        var told = rows().stream().map(Row::sentence).collect(toCollection(TreeSet::new));
        // Then
        assertThat(sentences).hasSizeGreaterThan(80).doesNotHaveDuplicates();
        assertThat(told).containsExactlyInAnyOrderElementsOf(sentences);
    }

    @Test
    void everyTestInTheTable_exists() throws IOException {
        // Given
        var sources = sources();
        // Then
        for (var row : rows()) {
            assertThat(sources).containsKey(row.testClass());
            assertThat(sources.get(row.testClass()))
                    .as("%s of %s, for %s", row.test(), row.testClass(), row.sentence())
                    .containsPattern("(void " + row.test() + "\\(|\"" + row.test() + "\")");
        }
    }

    @Test
    void everyPicture_isThatOfATest() throws IOException {
        // Given
        var page = page("semantics.md");
        var pictures = page.split("```text", -1).length - 1;
        // When
        var named = PICTURE.matcher(page).results().map(match -> match.group(1)).toList();
        // Then
        assertThat(named).hasSize(pictures);
        var timelines = sources().get("TimelinesTest");
        assertThat(named).allSatisfy(test -> assertThat(timelines).contains("void " + test + "("));
    }

    private static List<String> sentences() throws IOException {
        return ANCHOR.matcher(page("semantics.md"))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (var line : page("semantics-tests.md").lines().toList()) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                Arrays.stream(row.group(3).split(", ", -1))
                        .forEach(test -> rows.add(new Row(row.group(1), row.group(2), test)));
            } else {
                assertThat(line).as("no row that can be read").doesNotStartWith("| S");
            }
        }
        return rows;
    }

    private static String page(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    /** The texts of all test classes, by their names; of two of one name, both. */
    private static Map<String, String> sources() throws IOException {
        var texts = new HashMap<String, String>();
        try (var modules = Files.list(ROOT)) {
            for (var module : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (var files = Files.walk(module)) {
                    for (var file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        var name = file.getFileName().toString().replace(".java", "");
                        texts.merge(name, Files.readString(file), String::concat);
                    }
                }
            }
        }
        return texts;
    }
}
