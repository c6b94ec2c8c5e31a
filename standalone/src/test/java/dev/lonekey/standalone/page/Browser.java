package dev.lonekey.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, which finds no host but this machine. */
final class Browser implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    Browser() {
        var chromium = Chromium.find().orElseThrow();
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromium.driver().toFile())
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options(chromium));
    }

    private static ChromeOptions options(Chromium chromium) {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(chromium.browser().toFile());
        options.setCapability("goog:loggingPrefs", logs);
        // Containers and root have no sandbox and little shared memory; nothing but our own page is ever looked at.
        return options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                "--window-size=1280,900");
    }

    /** Loads a page anew, also when only what follows its # is another. */
    void open(String url) {
        driver.get("about:blank");
        driver.get(url);
    }

    /** As on a desk, 1280 pixels wide. */
    void desktop() {
        size(1280, 900, false);
    }

    /** As on a small phone, 360 pixels wide. */
    void phone() {
        size(360, 740, true);
    }

    void size(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** What can be read of the first such element; nothing where there is none. */
    String text(String selector) {
        try {
            return all(selector).stream().findFirst().map(WebElement::getText).orElse("");
        } catch (StaleElementReferenceException replacedMeanwhile) {
            return "";
        }
    }

    void awaitText(String selector, String part) {
        await("%s says %s".formatted(selector, part))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> text(selector), contains(part));
    }

    void awaitCount(String selector, int count) {
        await("%d times %s".formatted(count, selector))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> all(selector).size() == count);
    }

    private static Predicate<String> contains(String part) {
        return text -> text.contains(part);
    }

    /** Presses keys, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What has the focus. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    String title() {
        return driver.getTitle();
    }

    String url() {
        return Optional.ofNullable(driver.getCurrentUrl()).orElse("");
    }

    /** The value of a script, which begins with {@code return}. */
    Object run(String script) {
        return driver.executeScript(script);
    }

    /** The number that a script hands to its last argument. */
    double answer(String script) {
        return ((Number) driver.executeAsyncScript(script)).doubleValue();
    }

    long number(String expression) {
        return ((Number) run("return " + expression)).longValue();
    }

    /** How many pixels of the page do not fit sideways. */
    long overhang() {
        return number("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** What breaks a rule of WCAG 2.2, levels A and AA, as axe-core finds it. */
    @SuppressWarnings("unchecked")
    List<String> inaccessible() {
        driver.executeScript(resource("/axe.min.js"));
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) => done(
                    result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`))),
                    (failure) => done([String(failure)]));
                """);
    }

    private static String resource(String name) {
        try (var resource = Browser.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the console has said since it was asked last. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The hosts, with their ports, that anything was loaded from since the page was opened. */
    @SuppressWarnings("unchecked")
    Stream<String> hosts() {
        return ((List<String>) run(
                        "return performance.getEntries().map((entry) => entry.name).filter((name) => name.includes('://'))"
                                + ".map((name) => new URL(name).host)"))
                .stream();
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
