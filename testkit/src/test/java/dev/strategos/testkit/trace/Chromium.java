package dev.strategos.testkit.trace;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's Chromium without a window, on a page from disk. It and its driver talk over loopback, and to nobody else. */
final class Chromium implements AutoCloseable {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;
    private final Path profile;

    private Chromium(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Assumes the test away where Chromium is missing, but for where {@code CI} is set: there it has to be installed. */
    static void assumePresent() {
        boolean present = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
        if (System.getenv("CI") != null && !present) {
            throw new AssertionError("chromium and chromium-driver are missing, and CI must have them");
        }
        assumeTrue(
                present, "chromium or chromium-driver is missing on this machine, so the page was not clicked through");
    }

    /** Starts one with an empty profile. */
    static Chromium start() throws IOException {
        Path profile = Files.createTempDirectory("chromium-profile");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        ChromeOptions options = new ChromeOptions()
                .setBinary(BROWSER.toFile())
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logging);
        // The driver's path is given, so that nothing is looked for or downloaded.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withLogFile(new File("/dev/null"))
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(1300, 900));
        return new Chromium(driver, profile);
    }

    void open(Path page) {
        driver.get(page.toUri().toString());
    }

    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void allowDownloads(Path directory) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", directory.toString()));
    }

    String text(String id) {
        return element(id).getText();
    }

    WebElement element(String id) {
        return driver.findElement(By.id(id));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    void click(String id) {
        element(id).click();
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Moves the pointer to where an event is drawn. */
    Actions pointAt(int event) {
        Map<?, ?> at = (Map<?, ?>) evaluate("return window.traceView.positionOf(" + event + ")");
        int x = (int) Math.round(((Number) at.get("x")).doubleValue());
        int y = (int) Math.round(((Number) at.get("y")).doubleValue());
        return new Actions(driver).moveToLocation(x, y);
    }

    Object evaluate(String script) {
        return driver.executeScript(script);
    }

    /** The colour of one pixel of the diagram, as {@code r,g,b}. */
    String pixel(int x, int y) {
        return pixels(x, y, 1).get(0);
    }

    /** The colours of a column of pixels of the diagram, from the top. */
    List<String> pixels(int x, int y, int height) {
        String colours = (String) evaluate("const r = window.devicePixelRatio;"
                + "const copy = new OffscreenCanvas(1, " + height + ").getContext('2d', {willReadFrequently: true});"
                + "copy.drawImage(document.getElementById('canvas')," + x + " * r, " + y + " * r, r, " + height
                + " * r, 0, 0, 1, " + height + ");"
                + "const data = copy.getImageData(0, 0, 1, " + height + ").data;"
                + "return Array.from({length: " + height
                + "}, (_, i) => data.slice(4 * i, 4 * i + 3).join()).join(' ')");
        return List.of(colours.split(" "));
    }

    /** What the page complained about. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Waits for the next frame, in which the page paints what has changed. */
    void settle() {
        driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(0)))");
    }

    static void await(BooleanSupplier condition) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition::getAsBoolean);
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
