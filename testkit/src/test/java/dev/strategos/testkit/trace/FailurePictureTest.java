package dev.strategos.testkit.trace;

import static dev.strategos.testkit.trace.TraceBuilder.peer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.PropertyViolation;
import dev.strategos.testkit.properties.Violation;
import dev.strategos.testkit.sim.FailedRun;
import dev.strategos.testkit.sim.FailureReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FailurePictureTest {

    private static final Path FOLDER = Path.of("target", "traces");

    @Test
    void drawsTheRunWithItsViolation() throws IOException {
        TraceBuilder run = new TraceBuilder();
        run.at(0, peer("a"), new TraceEvent.Start());
        TraceRecord at = run.at(1, peer("a"), new TraceEvent.Decide("om", "i1", "retreat"));
        String said = report(
                new PropertyViolation("seed 42", new Violation("agreement", at, "a decides retreat")), run.records());
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

    private static String report(Throwable failure, List<TraceRecord> trace) {
        FailureReport picture = ServiceLoader.load(FailureReport.class).stream()
                .filter(provider -> provider.type() == FailurePicture.class)
                .findFirst()
                .orElseThrow()
                .get();
        return picture.report(
                        new FailedRun("org.example.CounterTest#countersAgree", 42, failure, List.of(), trace, 9, 99, 3))
                .orElseThrow();
    }
}
