package dev.lonekey.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between files of the project lead somewhere: relative ones, to files, folders and headings. */
class LinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @MethodSource("pages")
    void page_linksToWhatThereIs(Path file) {
        assertThat(broken(Page.of(ROOT.resolve(file)))).isEmpty();
    }

    @Test
    void pages_areThose() throws IOException {
        assertThat(pages())
                .contains(Path.of("README.md"), Path.of("docs/operations.md"), Path.of("deploy/aws/README.md"));
    }

    @Test
    void linksThatLeadNowhere_areFound(@TempDir Path folder) throws IOException {
        // Given
        var page = Page.of(
                folder.resolve("a.md"),
                List.of(
                        "# Some `code`, and: words",
                        "## Twice",
                        "## Twice",
                        "[here](#some-code-and-words) [again](#twice-1) [itself](a.md) [far](https://example.com/x)",
                        "[missing](b.md) [no heading](#twice-2) ![image](c.png) <a href=\"d.md\">d</a>",
                        "`[code](e.md)`",
                        "",
                        "    [code](f.md)",
                        "",
                        "1. in a list",
                        "   [reference][g]",
                        "",
                        "[g]: g.md"));
        Files.createFile(folder.resolve("a.md"));
        // When
        var broken = broken(page);
        // Then
        assertThat(broken).containsExactly("b.md", "#twice-2", "c.png", "d.md", "g.md");
    }

    private static List<String> broken(Page page) {
        return page.links().stream()
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !leads(page, link))
                .toList();
    }

    private static boolean leads(Page from, String link) {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty()
                ? from.file()
                : from.file().resolveSibling(parts[0]).normalize();
        var anchor = parts.length == 2 ? Optional.of(parts[1]) : Optional.<String>empty();
        if (target.equals(from.file())) {
            return anchor.stream().allMatch(from.anchors()::contains);
        }
        return Files.exists(target)
                && anchor.stream().allMatch(name -> Page.of(target).anchors().contains(name));
    }

    static Stream<Path> pages() throws IOException {
        try (var modules = Files.list(ROOT);
                var docs = Files.walk(ROOT.resolve("docs"));
                var deploy = Files.walk(ROOT.resolve("deploy"))) {
            var readmes = modules.flatMap(file -> Stream.of(file, file.resolve("README.md")));
            return Stream.of(readmes, docs, deploy)
                    .flatMap(files -> files)
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
