package dev.lonekey.standalone.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A browser that is installed here; none is ever downloaded.
 *
 * @param browser the program
 * @param driver the program that drives it
 */
record Chromium(Path browser, Path driver) {

    /** Looks for it along the PATH. */
    static Optional<Chromium> find() {
        var browser = program("chromium").or(() -> program("chromium-browser")).or(() -> program("google-chrome"));
        return browser.flatMap(found -> program("chromedriver").map(driver -> new Chromium(found, driver)));
    }

    private static Optional<Path> program(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
