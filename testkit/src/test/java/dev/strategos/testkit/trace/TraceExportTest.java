package dev.strategos.testkit.trace;

import static dev.strategos.testkit.trace.TraceBuilder.peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strategos.core.DropReason;
import dev.strategos.core.Fault;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Peer A = peer("a");
    private static final Peer B = peer("b", 3);

    private final TraceBuilder run = new TraceBuilder();

    @Test
    void writesJsonLines() throws IOException {
        run.send(1, A, B, 4);
        run.deliver(2, A, B, 4);
        run.drop(3, B, A, B, 5, DropReason.STALE_SESSION);
        run.at(3, A, new TraceEvent.Suspect(B.id()));
        run.at(
                4,
                A,
                new TraceEvent.FaultReported(new Fault(null, Fault.Kind.OVERSIZE, "\"9\"\n\u0001\\</script>\ud800")));
        assertThat(jsonLines(run.records())).containsExactly("""
                        {"node":"a","incarnation":1,"index":0,"nanos":1000000,"kind":"send","channel":"orders","layer":"wire",\
                        "message":{"from":"a","incarnation":1,"to":"b","number":4},"bytes":17,"clock":{"a":1}}""", """
                        {"node":"b","incarnation":3,"index":0,"nanos":2000000,"kind":"deliver","channel":"orders","layer":"wire",\
                        "message":{"from":"a","incarnation":1,"to":"b","number":4},"bytes":17,"cause":0,"clock":{"a":1,"b":1}}""", """
                        {"node":"b","incarnation":3,"index":1,"nanos":3000000,"kind":"drop","channel":"orders","layer":"wire",\
                        "message":{"from":"a","incarnation":1,"to":"b","number":5},"detail":"stale session","clock":{"a":1,"b":2}}""", """
                        {"node":"a","incarnation":1,"index":1,"nanos":3000000,"kind":"suspect","peers":["b"],"clock":{"a":2}}""", """
                        {"node":"a","incarnation":1,"index":2,"nanos":4000000,"kind":"fault",\
                        "detail":"OVERSIZE: \\"9\\"\\u000a\\u0001\\\\\\u003c/script\\u003e\\ud800","clock":{"a":3}}""");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void jsonLinesAreJson(long seed) throws IOException {
        List<TraceRecord> records = RandomTraces.of(seed, Duration.ofMillis(200));
        List<String> lines = jsonLines(records);
        assertThat(lines).hasSameSizeAs(records);
        for (int event = 0; event < lines.size(); event++) {
            JsonNode line = JSON.readTree(lines.get(event));
            TraceRecord record = records.get(event);
            assertThat(line.get("node").textValue())
                    .isEqualTo(record.peer().id().name());
            assertThat(line.get("nanos").longValue()).isEqualTo(record.nanos());
            assertThat(line.get("index").longValue()).isEqualTo(record.index());
            assertThat(record.event().describe())
                    .startsWith(word(line.get("kind").textValue()));
            if (record.event() instanceof TraceEvent.FaultReported reported) {
                assertThat(line.get("detail").textValue())
                        .isEqualTo(reported.fault().toString());
            }
        }
    }

    private static String word(String kind) {
        return kind.equals("timer") ? "timer" : kind;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shiVizTakesTheLog(long seed) throws IOException {
        List<TraceRecord> records = RandomTraces.of(seed, Duration.ofMillis(200));
        StringBuilder log = new StringBuilder();
        TraceExport.of(records).shiViz(log);
        List<ShiVizParser.Event> events = ShiVizParser.parse(log.toString());
        assertThat(events).hasSameSizeAs(records);
        assertThat(events.stream().map(ShiVizParser.Event::host))
                .containsExactlyElementsOf(records.stream()
                        .map(record -> record.peer().id().name())
                        .toList());
    }

    @Test
    void theParserSeesWhatShiVizWouldRefuse() {
        String head = "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\n";
        assertThatThrownBy(() -> ShiVizParser.parse(head + "x\na {\"b\":1}\n")).hasMessageContaining("own host");
        assertThatThrownBy(() -> ShiVizParser.parse(head + "x\na {\"a\":2}\n")).hasMessageContaining("grow by one");
        assertThatThrownBy(() -> ShiVizParser.parse(head + "x\na {\"a\":1,\"b\":1}\n"))
                .hasMessageContaining("unknown");
        assertThatThrownBy(() -> ShiVizParser.parse(head + "x\na {\"a\":1}\ny\nb {\"b\":1,\"a\":2}\n"))
                .hasMessageContaining("never reached");
        assertThatThrownBy(() -> ShiVizParser.parse(head + "stray\nx\na {\"a\":1}\n"))
                .hasMessageContaining("not read");
    }

    @Test
    void drawsMermaid() throws IOException {
        run.at(0, A, new TraceEvent.Start());
        run.send(1, A, B, 4);
        run.deliver(2, A, B, 4);
        run.send(2, A, B, 5);
        run.drop(2, A, A, B, 5, DropReason.LOSS);
        run.at(3, B, new TraceEvent.Decide("om", "i1", "attack; #1 <b>\n"));
        run.at(4, B, new TraceEvent.Crash());
        TraceExport export = TraceExport.of(run.records());
        StringBuilder whole = new StringBuilder();
        export.mermaid(whole, record -> true, 10);
        assertThat(whole).hasToString("""
                        sequenceDiagram
                            participant n0 as a
                            participant n1 as b
                            n0->>n1: wire 4
                            n0-xn1: wire 5, loss
                            Note over n1: decide om i1 attack#59; #35;1 #60;b#62;\s
                            Note over n1: crash
                        """);
        StringBuilder part = new StringBuilder();
        export.mermaid(part, record -> record.peer().equals(B), 1);
        assertThat(part.toString().lines().skip(3))
                .containsExactly("    n0->>n1: wire 4", "    Note over n0,n1: 2 more of 3 were left out");
        assertThatThrownBy(() -> export.mermaid(part, record -> true, 0)).hasMessageContaining("lines: ");
    }

    @Test
    void writesFiles(@TempDir Path directory) throws IOException {
        run.send(1, A, B, 4);
        TraceExport export = TraceExport.of(run.records());
        export.jsonLines(directory.resolve("run.jsonl"));
        export.shiViz(directory.resolve("run.log"));
        export.mermaid(directory.resolve("run.mmd"));
        assertThat(Files.readString(directory.resolve("run.jsonl")))
                .startsWith("{")
                .endsWith("}\n");
        assertThat(Files.readString(directory.resolve("run.log")))
                .isEqualTo(
                        "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\nsend orders wire a#1→b/4 17 bytes\na {\"a\":1}\n");
        assertThat(Files.readString(directory.resolve("run.mmd"))).startsWith("sequenceDiagram\n");
    }

    private static List<String> jsonLines(List<TraceRecord> records) throws IOException {
        StringBuilder out = new StringBuilder();
        TraceExport.of(records).jsonLines(out);
        return out.toString().lines().toList();
    }
}
