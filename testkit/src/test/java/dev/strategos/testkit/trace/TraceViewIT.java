package dev.strategos.testkit.trace;

import static dev.strategos.testkit.trace.TraceBuilder.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.DropReason;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a browser, by clicking and reading. */
class TraceViewIT {

    private static final Peer A = peer("alice");
    private static final Peer B = peer("bob");
    private static final Peer C = peer("carol");
    private static Chromium browser;

    @TempDir
    static Path directory;

    private final TraceBuilder run = new TraceBuilder();

    @BeforeAll
    static void startBrowser() throws IOException {
        Chromium.assumePresent();
        browser = Chromium.start();
    }

    @AfterAll
    static void endBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(browser.complaints()).isEmpty();
    }

    /**
     * Eleven events, numbered as they stand: alice sends to bob, who tells carol; carol's timer is concurrent; one message is lost; carol
     * decides twice.
     */
    private TraceView small() {
        run.at(0, A, new TraceEvent.Start());
        run.at(0, B, new TraceEvent.Start());
        run.at(0, C, new TraceEvent.Start());
        TraceRecord order = run.send(10, A, B, 1);
        run.at(12, C, new TraceEvent.TimerFired());
        run.deliver(20, A, B, 1);
        run.send(22, B, C, 1);
        run.send(25, A, C, 1);
        run.drop(25, A, A, C, 1, DropReason.LOSS);
        run.deliver(30, B, C, 1);
        TraceRecord decision = run.at(40, C, new TraceEvent.Decide("om", "i1", "retreat"));
        return TraceView.of(run.records())
                .title("small")
                .note("seed 7")
                .decode(record -> record.equals(order) ? "attack at dawn" : null)
                .violations(List.of(
                        new Violation("agreement", decision, "carol decides retreat"),
                        new Violation("termination", null, "dave never decides")));
    }

    private void open(TraceView view) throws IOException {
        Path page = Files.createTempFile(directory, "trace", ".html");
        view.write(page);
        browser.open(page);
        browser.settle();
    }

    @Test
    void opensFromDiskAndCounts() throws IOException {
        open(small());
        assertThat(browser.text("title")).isEqualTo("small");
        assertThat(browser.text("note")).isEqualTo("seed 7");
        assertThat(browser.all(".lane")).extracting(WebElement::getText).containsExactly("alice", "bob", "carol");
        assertThat(browser.text("status")).isEqualTo("3 nodes · 11 events · 40 ms");
        assertThat(browser.all("#legend li")).extracting(WebElement::getText).contains("wire", "dropped", "decide");
        assertThat(browser.evaluate("return performance.getEntriesByType('resource').map(e => e.name).join()"))
                .as("what the page loaded beside itself")
                .isEqualTo("");
    }

    @Test
    void tellsOfAnEventUnderThePointer() throws IOException {
        open(small());
        browser.pointAt(5).perform();
        Chromium.await(() -> browser.element("tooltip").isDisplayed());
        assertThat(browser.text("tooltip").lines())
                .containsExactly(
                        "deliver · orders / wire",
                        "attack at dawn",
                        "node",
                        "bob#1, event 1",
                        "time",
                        "20 ms",
                        "message",
                        "alice#1 → bob / 1",
                        "sent",
                        "10 ms (10 ms before)",
                        "clock",
                        "alice:2 bob:2");
        browser.pointAt(9).perform();
        assertThat(browser.text("tooltip"))
                .contains("The trace holds which message it is and its length (17 bytes), not its content.");
        browser.pointAt(9).moveByOffset(30, 60).perform();
        assertThat(browser.element("tooltip").isDisplayed()).isFalse();
    }

    @Test
    void showsWhatLedToAnEventAndWhatItLedTo() throws IOException {
        open(small());
        browser.pointAt(5).click().perform();
        assertThat(browser.text("details")).startsWith("deliver · orders / wire");
        assertThat(browser.text("cone")).isEqualTo("3 happened before, 3 after, 4 concurrent");
        assertThat(browser.evaluate("return document.activeElement.id")).isEqualTo("canvas");
        browser.press(Keys.ARROW_LEFT);
        assertThat(browser.text("details")).startsWith("send · orders / wire").contains("alice#1, event 1");
        browser.press(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
        assertThat(browser.text("details")).contains("bob#1, event 2");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.text("details")).contains("carol#1, event 2");
        jump("Where it was sent");
        assertThat(browser.text("details")).contains("bob#1, event 2");
        jump("deliver at carol");
        assertThat(browser.text("details")).contains("carol#1, event 2");
        browser.press(Keys.ARROW_UP);
        assertThat(browser.text("details")).as("the keys go on from there").contains("carol#1, event 1");
        browser.press(Keys.ESCAPE);
        assertThat(browser.text("details")).isEqualTo("Click an event, or go there with the arrow keys.");
    }

    private static void jump(String where) {
        browser.all(".jumps button").stream()
                .filter(button -> button.getText().equals(where))
                .findFirst()
                .orElseThrow()
                .click();
    }

    @Test
    void numbersOfALaterSessionAreShort() throws IOException {
        run.send(1, A, B, (3L << 40) + 7);
        run.deliver(2, A, B, (3L << 40) + 7);
        run.send(3, B, A, Long.MAX_VALUE);
        open(TraceView.of(run.records()));
        browser.pointAt(1).perform();
        assertThat(browser.text("tooltip")).contains("alice#1 → bob / 3:7");
        browser.pointAt(2).perform();
        assertThat(browser.text("tooltip")).contains("bob#1 → alice / 8388607:1099511627775");
    }

    @Test
    void clickingOnGoesThroughTheEventsOfAPlace() throws IOException {
        run.at(0, A, new TraceEvent.Start());
        run.at(10, A, new TraceEvent.TimerFired());
        run.at(10, A, new TraceEvent.Send("orders", "fifo", TraceBuilder.id(A, B, 7), 17));
        run.send(10, A, B, 1);
        run.deliver(20, A, B, 1);
        run.at(20, B, new TraceEvent.Deliver("orders", "fifo", TraceBuilder.id(A, B, 7), 17));
        open(TraceView.of(run.records()));
        browser.pointAt(3).perform();
        assertThat(browser.text("tooltip")).startsWith("send · orders / fifo").contains("2 more events at this place");
        browser.pointAt(3).click().perform();
        assertThat(browser.text("details")).startsWith("send · orders / fifo");
        browser.pointAt(3).click().perform();
        assertThat(browser.text("details")).startsWith("send · orders / wire");
        browser.pointAt(3).click().perform();
        assertThat(browser.text("details")).startsWith("a timer fires");
    }

    @Test
    void dimsWhatIsConcurrent() throws IOException {
        open(small());
        String before = browser.pixel(x(4) + 3, y(4));
        browser.pointAt(5).click().perform();
        browser.settle();
        assertThat(browser.pixel(x(4) + 3, y(4))).isNotEqualTo(before);
    }

    private static int x(int event) {
        return ((Number) browser.evaluate("return Math.round(window.traceView.positionOf(" + event
                        + ").x - document.getElementById('canvas').getBoundingClientRect().left)"))
                .intValue();
    }

    private static int y(int event) {
        return ((Number) browser.evaluate("return Math.round(window.traceView.positionOf(" + event
                        + ").y - document.getElementById('canvas').getBoundingClientRect().top)"))
                .intValue();
    }

    @Test
    void jumpsToAViolation() throws IOException {
        open(small());
        assertThat(browser.all("#violation-list li"))
                .extracting(WebElement::getText)
                .containsExactly("agreement\ncarol decides retreat", "termination\ndave never decides");
        check("Nodes", "carol");
        assertThat(browser.all(".lane")).hasSize(2);
        browser.all("#violation-list button").get(0).click();
        assertThat(browser.text("details"))
                .startsWith("decides retreat in om i1")
                .contains("carol#1, event 3");
        browser.settle();
        assertThat(browser.all(".lane")).as("what hid it was taken away").hasSize(3);
        int y = y(10);
        assertThat(y).isBetween(0, 850);
    }

    @Test
    void whatNeverCameToHoldStandsBelowAllThatHappened() throws IOException {
        Violation never = new Violation("termination", null, "dave never decides");
        open(small().violations(List.of(never)));
        int below = y(10) + 14;
        assertThat(below).as("it opens there").isBetween(20, 850);
        // A dashed line: some of its pixels are drawn.
        List<String> right = IntStream.range(0, 12)
                .mapToObj(i -> browser.pixel(x(10) + 60 + i, below))
                .toList();
        assertThat(right).as("reddish").anyMatch(colour -> {
            String[] channels = colour.split(",");
            return Integer.parseInt(channels[0]) - Integer.parseInt(channels[1]) > 40;
        });
        browser.click("zoom-in");
        browser.click("zoom-in");
        browser.all("#violation-list button").get(0).click();
        browser.settle();
        assertThat(y(10)).isBetween(0, 850);
    }

    private static void check(String facet, String value) {
        browser.all("#filters input").stream()
                .filter(box -> facet.equals(box.getDomAttribute("data-facet"))
                        && value.equals(box.getDomAttribute("data-value")))
                .findFirst()
                .orElseThrow()
                .click();
        browser.settle();
    }

    @Test
    void filters() throws IOException {
        open(small());
        check("Events", "send");
        assertThat(browser.text("status")).isEqualTo("3 nodes · 8 of 11 events · 40 ms");
        check("Layers", "wire");
        assertThat(browser.text("status")).startsWith("3 nodes · 5 of 11 events");
        browser.all("#filters fieldset:first-of-type legend button").get(1).click();
        browser.settle();
        assertThat(browser.text("empty-text")).isEqualTo("The filter hides all 11 events.");
        browser.click("show-all");
        browser.settle();
        assertThat(browser.text("status")).isEqualTo("3 nodes · 11 events · 40 ms");
        assertThat(browser.element("empty").isDisplayed()).isFalse();
    }

    @Test
    void searches() throws IOException {
        open(small());
        browser.press("/");
        browser.press("AT DAWN");
        assertThat(browser.text("found")).isEqualTo("2 matches");
        browser.press(Keys.ENTER);
        assertThat(browser.text("found")).isEqualTo("1 of 2");
        assertThat(browser.text("details")).startsWith("send");
        browser.click("next-hit");
        assertThat(browser.text("details")).startsWith("deliver");
        browser.element("search").clear();
        browser.element("search").sendKeys("nothing of the kind");
        assertThat(browser.text("found")).isEqualTo("none");
    }

    @Test
    void zoomsAndScrolls() throws IOException {
        open(small());
        browser.click("zoom-fit");
        browser.settle();
        int apart = y(10) - y(3);
        browser.click("zoom-in");
        browser.settle();
        assertThat(y(10) - y(3)).isGreaterThan(apart * 3 / 2);
        int top = y(3);
        browser.evaluate("document.getElementById('canvas').dispatchEvent("
                + "new WheelEvent('wheel', {deltaY: 50, cancelable: true, bubbles: true}))");
        browser.settle();
        assertThat(y(3)).isLessThan(top);
        browser.evaluate("document.getElementById('canvas').dispatchEvent("
                + "new WheelEvent('wheel', {deltaY: 5000, ctrlKey: true, cancelable: true, bubbles: true}))");
        browser.settle();
        assertThat(y(10) - y(3)).isEqualTo(apart);
        browser.click("axis-order");
        browser.settle();
        assertThat(browser.element("axis-order").getDomAttribute("aria-pressed"))
                .isEqualTo("true");
        assertThat((y(1) - y(0)) * 10.0)
                .as("one step per event")
                .isCloseTo(y(10) - y(0), org.assertj.core.data.Offset.offset(12.0));
    }

    @Test
    void lanesThatDoNotFitAreReachedSideways() throws IOException {
        for (int node = 0; node < 80; node++) {
            run.at(0, peer("n" + node + ".cluster.example"), new TraceEvent.Start());
        }
        open(TraceView.of(run.records()));
        assertThat(browser.all(".lane")).hasSize(80);
        assertThat(browser.all(".lane").get(0).getText())
                .as("without what all names share")
                .isEqualTo("n0");
        assertThat(browser.all(".lane").get(0).getDomAttribute("title")).isEqualTo("n0.cluster.example");
        assertThat(browser.text("status")).matches("80 nodes, \\d\\d of them aside .*");
        assertThat(browser.all(".lane").get(79).isDisplayed()).isFalse();
        browser.evaluate("document.getElementById('canvas').dispatchEvent("
                + "new WheelEvent('wheel', {deltaY: 5000, shiftKey: true, cancelable: true, bubbles: true}))");
        browser.settle();
        assertThat(browser.all(".lane").get(79).isDisplayed()).isTrue();
        assertThat(browser.all(".lane").get(0).isDisplayed()).isFalse();
        browser.element("canvas").sendKeys(Keys.HOME);
        browser.settle();
        assertThat(browser.all(".lane").get(0).isDisplayed())
                .as("the selected event's")
                .isTrue();
    }

    @Test
    void exports() throws IOException {
        Path saved = Files.createDirectory(directory.resolve("saved"));
        open(small());
        browser.allowDownloads(saved);
        check("Events", "timer");
        browser.click("export-mermaid");
        browser.click("export-shiviz");
        browser.click("export-svg");
        Chromium.await(() -> List.of("small.mmd", "small.shiviz.log", "small.svg").stream()
                .allMatch(name -> Files.exists(saved.resolve(name))));
        assertThat(saved.resolve("small.mmd")).hasContent("""
                        sequenceDiagram
                            participant n0 as alice
                            participant n1 as bob
                            participant n2 as carol
                            n0->>n1: attack at dawn
                            n0-xn2: wire 1, loss
                            n1->>n2: wire 1
                            Note over n2: decides retreat in om i1
                        """);
        List<ShiVizParser.Event> events = ShiVizParser.parse(Files.readString(saved.resolve("small.shiviz.log")));
        assertThat(events).hasSize(10);
        assertThat(events.get(9).clock()).isEqualTo(java.util.Map.of("alice", 2, "bob", 3, "carol", 3));
        String svg = Files.readString(saved.resolve("small.svg"));
        assertThat(svg).startsWith("<svg xmlns=").contains(">attack at dawn</text>", ">loss</text>", ">carol</text>");
        assertThat(browser.evaluate("return new DOMParser().parseFromString(`" + svg.replace("`", "")
                        + "`, 'image/svg+xml').querySelectorAll('parsererror').length"))
                .isEqualTo(0L);
    }

    @Test
    void shiVizOfTheWholePageIsThatOfTheExport() throws IOException {
        List<TraceRecord> records = RandomTraces.of(8, Duration.ofMillis(200));
        Path saved = Files.createDirectory(directory.resolve("random"));
        open(TraceView.of(records).title("random"));
        browser.allowDownloads(saved);
        browser.click("export-shiviz");
        Chromium.await(() -> Files.exists(saved.resolve("random.shiviz.log")));
        StringBuilder log = new StringBuilder();
        TraceExport.of(records).shiViz(log);
        List<ShiVizParser.Event> ours = ShiVizParser.parse(log.toString());
        List<ShiVizParser.Event> theirs = ShiVizParser.parse(Files.readString(saved.resolve("random.shiviz.log")));
        assertThat(theirs.stream().map(ShiVizParser.Event::clock))
                .containsExactlyElementsOf(
                        ours.stream().map(ShiVizParser.Event::clock).toList());
    }

    @Test
    void drawsWhatLasts() throws IOException {
        Peer again = peer("bob", 2);
        run.at(0, A, new TraceEvent.Start());
        run.at(0, B, new TraceEvent.Start());
        run.at(10, A, new TraceEvent.Cut(List.of(B.id())));
        run.at(10, B, new TraceEvent.Cut(List.of(A.id())));
        run.at(30, A, new TraceEvent.Heal(List.of(B.id())));
        run.at(30, B, new TraceEvent.Heal(List.of(A.id())));
        run.at(40, A, new TraceEvent.Suspect(B.id()));
        run.at(50, B, new TraceEvent.Crash());
        run.at(70, again, new TraceEvent.Start());
        run.at(80, A, new TraceEvent.Restore(B.id()));
        run.at(85, again, new TraceEvent.Pause(10_000_000));
        run.at(100, A, new TraceEvent.Stop());
        open(TraceView.of(run.records()).title("what lasts"));
        browser.click("zoom-fit");
        browser.settle();
        int step = (y(11) - y(0)) / 100;
        int beside = x(0) + 40;
        String ground = browser.pixel(beside, y(4) + 2 * step);
        assertThat(browser.pixel(beside, y(2) + 3 * step)).as("the cut's band").isNotEqualTo(ground);
        int bob = x(1);
        assertThat(browser.pixel(bob, y(4) + 5 * step)).as("alive").isNotEqualTo(ground);
        assertThat(browser.pixels(bob, y(7) + 3 * step, 14 * step))
                .as("a lane is broken while its node is down")
                .filteredOn(ground::equals)
                .hasSizeGreaterThan(7 * step);
        assertThat(browser.pixel(x(0) - 9, y(6) + 10 * step))
                .as("the suspicion's band")
                .isNotEqualTo(ground);
        assertThat(browser.pixel(x(0) - 9, y(9) + 5 * step))
                .as("after the suspicion")
                .isEqualTo(ground);
        assertThat(browser.pixel(bob + 4, y(10) + 5 * step)).as("the pause").isNotEqualTo(ground);
        browser.pointAt(2).perform();
        assertThat(browser.text("tooltip")).startsWith("no longer reaches bob");
    }

    @Test
    void isTheSameInTheDark() throws IOException {
        try {
            open(small());
            String light = browser.pixel(5, 5);
            browser.prefer("dark");
            browser.settle();
            String dark = browser.pixel(5, 5);
            assertThat(light).isEqualTo("255,255,255");
            assertThat(dark).isEqualTo("20,24,31");
        } finally {
            browser.prefer("light");
        }
    }

    @Test
    void hostileTextsAreTexts() throws IOException {
        String hostile =
                "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>{{data}}<!--";
        run.at(0, A, new TraceEvent.FaultReported(new Fault(null, Fault.Kind.MALFORMED_MESSAGE, hostile)));
        TraceRecord send = run.at(1, A, new TraceEvent.Send(hostile, hostile, TraceBuilder.id(A, B, 1), 3));
        open(TraceView.of(run.records())
                .title(hostile)
                .note(hostile)
                .decode(record -> hostile)
                .violations(List.of(new Violation(hostile, send, hostile))));
        browser.all("#violation-list button").get(0).click();
        browser.pointAt(1).perform();
        browser.settle();
        assertThat(browser.text("title")).isEqualTo(hostile);
        assertThat(browser.text("note")).isEqualTo(hostile);
        assertThat(browser.element("details")
                        .findElement(By.className("message"))
                        .getText())
                .isEqualTo(hostile);
        assertThat(browser.evaluate("return window.hacked")).isNull();
        assertThat(browser.all("img")).isEmpty();
    }

    @Test
    void anEmptyTraceSaysSo() throws IOException {
        open(TraceView.of(List.of()));
        assertThat(browser.text("empty-text")).isEqualTo("This trace holds no events.");
        assertThat(browser.text("status")).isEqualTo("no events");
        browser.press("f", "t", "+", "-", "v", "n", "?");
        browser.press(Keys.ESCAPE, Keys.ARROW_DOWN, Keys.HOME);
    }

    @Test
    void helpNamesTheKeys() throws IOException {
        open(small());
        browser.click("help-button");
        assertThat(browser.text("help")).contains("next violation", "previous, next event of the node");
        browser.press(Keys.ESCAPE);
        assertThat(browser.element("help").isDisplayed()).isFalse();
    }

    @Test
    void aHundredThousandEventsCanBeUsed() throws IOException {
        open(TraceView.of(gossip(100_000)).title("many"));
        assertThat(browser.text("status")).startsWith("7 nodes · 100 000 events · ");
        browser.element("search").sendKeys("n3#1 → n5");
        assertThat(browser.text("found")).isNotEqualTo("none").isNotEmpty();
        browser.press(Keys.ENTER);
        assertThat(browser.text("details")).contains("n3#1 → n5");
        browser.element("canvas").sendKeys(Keys.END);
        assertThat(browser.text("cone")).contains("0 after");
        for (int i = 0; i < 10; i++) {
            browser.click("zoom-in");
            browser.settle();
        }
        browser.pointAt(99_999).perform();
        Chromium.await(() -> browser.element("tooltip").isDisplayed());
        check("Events", "send");
        assertThat(browser.text("status")).contains(" of 100 000 events");
        // Not a time that is asserted, but that all of it stays within what the driver waits for an answer.
        browser.click("axis-order");
        browser.settle();
    }

    private List<TraceRecord> gossip(int events) {
        Random random = new Random(1);
        List<NodeId> nodes =
                Group.named("n0", "n1", "n2", "n3", "n4", "n5", "n6").members();
        long[][] numbers = new long[7][7];
        List<Runnable> deliveries = new ArrayList<>();
        for (int event = 0; event < events; ) {
            int time = event;
            int from = random.nextInt(7);
            int to = (from + 1 + random.nextInt(6)) % 7;
            long number = ++numbers[from][to];
            Peer sender = peer(nodes.get(from).name());
            Peer receiver = peer(nodes.get(to).name());
            run.send(time, sender, receiver, number);
            event++;
            if (random.nextInt(10) == 0 && event < events) {
                run.drop(time, sender, sender, receiver, number, DropReason.LOSS);
                event++;
            } else {
                deliveries.add(() -> run.deliver(time + 9, sender, receiver, number));
            }
            if (deliveries.size() > 20 && event < events) {
                deliveries.remove(random.nextInt(deliveries.size())).run();
                event++;
            }
        }
        return run.records();
    }
}
