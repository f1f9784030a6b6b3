package dev.strategos.testkit.trace;

import static dev.strategos.testkit.trace.TraceBuilder.peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strategos.core.Fault;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page is made of; {@link TraceViewIT} clicks through it. */
class TraceViewTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Peer A = peer("a");
    private static final Peer B = peer("b");

    private final TraceBuilder run = new TraceBuilder();

    @Test
    void theSameTraceGivesTheSamePage() throws IOException {
        TraceView view =
                TraceView.of(RandomTraces.of(1, Duration.ofMillis(200))).title("one");
        assertThat(page(view)).isEqualTo(page(view)).isNotEqualTo(page(view.title("other")));
    }

    /** Outlines stand in the page as text, whatever they say. */
    @Test
    void outlinesAreFoldedListsOfText() throws IOException {
        Outline leaf = Outline.line("<script>alert(1)</script>", "a & b");
        String page = page(TraceView.of(RandomTraces.of(1, Duration.ofMillis(20)))
                .outlines(List.of(new Outline(
                        "How \"b\" decided", "by majority", List.of(new Outline("votes", "", List.of(leaf)))))));
        assertThat(page)
                .contains("<section class=\"outline\"><h2>How &#34;b&#34; decided</h2><p>by majority</p>"
                        + "<details open><summary>votes</summary>"
                        + "<div>&#60;script&#62;alert(1)&#60;/script&#62; <b>a &#38; b</b></div></details></section>");
    }

    @Test
    void theColumnsHoldTheTrace() throws IOException {
        List<TraceRecord> records = RandomTraces.of(1, Duration.ofMillis(200));
        CausalTrace trace = CausalTrace.of(records);
        JsonNode data = data(page(TraceView.of(trace)));
        JsonNode events = data.get("events");
        long time = 0;
        for (int event = 0; event < records.size(); event++) {
            time += events.get("time").get(event).longValue();
            TraceRecord record = records.get(event);
            JsonNode life = data.get("lives").get(events.get("life").get(event).intValue());
            assertThat(data.get("nodes").get(life.get("node").intValue()).textValue())
                    .isEqualTo(record.peer().id().name());
            assertThat(life.get("incarnation").textValue())
                    .isEqualTo(record.peer().incarnation().toString());
            assertThat(time).isEqualTo(record.nanos());
            assertThat(events.get("index").get(event).longValue()).isEqualTo(record.index());
            assertThat(events.get("cause").get(event).intValue())
                    .isEqualTo(trace.causeOf(event).orElse(-1));
            assertThat(record.event().describe())
                    .startsWith(data.get("kinds")
                            .get(events.get("kind").get(event).intValue())
                            .textValue());
        }
        events.forEach(column -> assertThat(column).hasSize(records.size()));
    }

    @Test
    void aClockThatBeginsAnywhereBeginsAtZero() throws IOException {
        long boot = 1_000_000_000_000L;
        run.at(boot, A, new TraceEvent.Start());
        run.at(boot + 5, A, new TraceEvent.Stop());
        assertThat(data(page(TraceView.of(run.records()))).at("/events/time")).hasToString("[0,5000000]");
    }

    @Test
    void numbersBeyondJavaScriptsAreTexts() throws IOException {
        run.send(1, A, B, (1L << 53) - 1);
        run.send(1, A, B, 1L << 53);
        run.send(1, A, B, Long.MAX_VALUE);
        run.at(1, A, new TraceEvent.Stop());
        assertThat(data(page(TraceView.of(run.records()))).at("/events/number"))
                .hasToString("[9007199254740991,\"9007199254740992\",\"9223372036854775807\",null]");
    }

    @Test
    void pinsViolations() throws IOException {
        run.at(1, A, new TraceEvent.Start());
        TraceRecord second = run.at(2, A, new TraceEvent.Stop());
        TraceView view = TraceView.of(run.records());
        List<Violation> violations =
                List.of(new Violation("validity", second, "it stopped"), new Violation("termination", null, "nothing"));
        assertThat(data(page(view.violations(violations))).get("violations"))
                .hasToString("[{\"property\":\"validity\",\"text\":\"it stopped\",\"event\":1},"
                        + "{\"property\":\"termination\",\"text\":\"nothing\",\"event\":-1}]");
        TraceRecord foreign = new TraceBuilder().at(1, B, new TraceEvent.Start());
        assertThatThrownBy(() -> view.violations(List.of(new Violation("validity", foreign, "?"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("violations: ")
                .hasMessageContaining("b#1/0");
    }

    @Test
    void nothingOfARunGetsOutOfItsPlace() throws IOException {
        String hostile = "</script><script>alert(1)</script><!-- {{script}} ' \" &";
        run.at(1, A, new TraceEvent.FaultReported(new Fault(null, Fault.Kind.OVERSIZE, hostile)));
        run.at(1, A, new TraceEvent.Send(hostile, hostile, TraceBuilder.id(A, B, 1), 1));
        TraceView harmless = TraceView.of(List.of());
        String page =
                page(TraceView.of(run.records()).title(hostile).note(hostile).decode(record -> hostile));
        assertThat(page.split("<script", -1)).hasSameSizeAs(page(harmless).split("<script", -1));
        assertThat(page.split("<!--", -1)).hasSameSizeAs(page(harmless).split("<!--", -1));
        JsonNode data = data(page);
        assertThat(data.get("title").textValue()).isEqualTo(hostile);
        List<String> texts = new ArrayList<>();
        data.get("texts").forEach(text -> texts.add(text.textValue()));
        assertThat(texts).contains(hostile, "OVERSIZE: " + hostile);
    }

    @Test
    void thePolicyNamesTheScriptAndTheStyle() throws Exception {
        String page = page(TraceView.of(List.of()));
        assertThat(page).contains("default-src 'none'").doesNotContain("unsafe");
        for (String element : List.of("style", "script")) {
            Matcher inline = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                    .matcher(page);
            assertThat(inline.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(inline.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(page)
                    .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        // The name of a namespace is no address.
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", " src=", "@import", "innerHTML");
    }

    @Test
    void makesTheDirectoriesOfItsFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("target/traces/one.html");
        TraceView.of(List.of()).write(file);
        TraceView.of(List.of()).write(file);
        assertThat(Files.readString(file)).startsWith("<!doctype html>").endsWith("</html>\n");
    }

    private static String page(TraceView view) throws IOException {
        StringBuilder page = new StringBuilder();
        view.write(page);
        return page.toString();
    }

    private static JsonNode data(String page) throws IOException {
        String begin = "id=\"trace\">";
        int from = page.indexOf(begin) + begin.length();
        return JSON.readTree(page.substring(from, page.indexOf("</script>", from)));
    }
}
