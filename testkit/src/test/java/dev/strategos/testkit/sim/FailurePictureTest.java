package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.properties.PropertyViolation;
import dev.strategos.testkit.properties.Violation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FailurePictureTest {

    private static final Path FOLDER = Path.of("target", "traces");

    @Test
    void drawsTheRunWithItsViolation() throws IOException {
        Peer a = new Peer(NodeId.of("a"), new Incarnation(1));
        TraceRecord start = new TraceRecord(a, 0, 0, new TraceEvent.Start());
        TraceRecord at = new TraceRecord(a, 1, 1, new TraceEvent.Decide("om", "i1", "retreat"));
        String said = report(
                new PropertyViolation("seed 42", new Violation("agreement", at, "a decides retreat")),
                List.of(start, at));
        Path file = FOLDER.resolve("CounterTest.countersAgree-42.html").toAbsolutePath();
        assertThat(said).isEqualTo("Look at it: " + file.toUri());
        assertThat(Path.of(URI.create(said.substring("Look at it: ".length())))).exists();
        assertThat(Files.readString(file))
                .contains("<h1 id=\"title\">CounterTest.countersAgree, seed 42</h1>")
                .contains("\"violations\":[{\"property\":\"agreement\",\"text\":\"a decides retreat\",\"event\":1}]");
        Files.delete(file);
    }

    @Test
    void drawsWhatElseFailed() throws IOException {
        report(new IllegalStateException("first line\nsecond line"), List.of());
        Path file = FOLDER.resolve("CounterTest.countersAgree-42.html");
        assertThat(Files.readString(file)).contains("<p id=\"note\">first line</p>");
        Files.delete(file);
    }

    @Test
    void tellsWhatCameInAndWhatMessagesSaid() throws IOException {
        FailedRun run = Campaign.of("org.example.CounterTest#reads", sim -> {
                    Replicas<NaiveCounter> counters = sim.nodes("a", "b")
                            .faults(Swarm.standard())
                            .reading("counter", NaiveCounter.AMOUNTS)
                            .start(NaiveCounter::new);
                    sim.inputs(3, Duration.ofSeconds(1), counters, random -> 4711, NaiveCounter::add);
                    sim.runThenHeal(
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(2),
                            "counters agree",
                            () -> counters.agree(NaiveCounter::value));
                })
                .run()
                .orElseThrow();
        assertThat(run.trace())
                .extracting(TraceRecord::event)
                .filteredOn(event -> event instanceof TraceEvent.Input)
                .singleElement()
                .isEqualTo(new TraceEvent.Input("4711"));
        assertThat(run.trace().stream()
                        .filter(record -> record.event() instanceof TraceEvent.Send)
                        .map(run.messages()::of))
                .containsExactly("4711");
        String said = new FailurePicture().report(run).orElseThrow();
        Path file = Path.of(URI.create(said.substring("Look at it: ".length())));
        assertThat(Files.readString(file))
                .contains("\"texts\":[\"counter\",\"wire\",\"4711\"")
                .contains("\"event\":-1}]");
        Files.delete(file);
    }

    private static String report(Throwable failure, List<TraceRecord> trace) {
        FailureReport picture = ServiceLoader.load(FailureReport.class).stream()
                .filter(provider -> provider.type() == FailurePicture.class)
                .findFirst()
                .orElseThrow()
                .get();
        return picture.report(new FailedRun(
                        "org.example.CounterTest#countersAgree",
                        42,
                        failure,
                        List.of(),
                        trace,
                        record -> null,
                        9,
                        99,
                        3))
                .orElseThrow();
    }
}
