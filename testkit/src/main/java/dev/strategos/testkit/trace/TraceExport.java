package dev.strategos.testkit.trace;

import dev.strategos.core.TraceRecord;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Writes a trace for other tools: JSON Lines for programs, ShiViz for its page, Mermaid for documents.
 *
 * <pre>{@code
 * TraceExport export = TraceExport.of(records);
 * export.jsonLines(Path.of("target/run.jsonl"));
 * export.shiViz(Path.of("target/run.log"));
 * export.mermaid(Path.of("target/run.mmd"));
 * }</pre>
 *
 * <p>Files are UTF-8 with {@code \n} at the end of each line, the same for the same trace on every machine. docs/traces.md describes them.
 *
 * <p>Immutable, for any thread.
 */
public final class TraceExport {

    /** How many messages and marks a Mermaid diagram holds unless told otherwise: more do not fit a page. */
    public static final int MERMAID_LINES = 200;

    private final CausalOrder order;

    private TraceExport(CausalOrder order) {
        this.order = order;
    }

    /**
     * Takes a trace to export.
     *
     * @param records all records of a run, in any order
     * @return what writes it
     */
    public static TraceExport of(List<TraceRecord> records) {
        return of(CausalTrace.of(records));
    }

    /**
     * Takes a trace to export.
     *
     * @param trace a trace with its causes
     * @return what writes it
     */
    public static TraceExport of(CausalTrace trace) {
        return new TraceExport(trace.order());
    }

    /**
     * Writes one JSON object per event and line, causes before effects.
     *
     * @param file created or replaced
     * @throws IOException if it cannot be written
     */
    public void jsonLines(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            jsonLines(out);
        }
    }

    /**
     * Writes one JSON object per event and line, causes before effects.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void jsonLines(Appendable out) throws IOException {
        JsonLines.write(order, out);
    }

    /**
     * Writes a log for ShiViz: the regular expression that reads it, an empty delimiter of executions, and per event a line of text and a
     * line of host and vector clock.
     *
     * @param file created or replaced
     * @throws IOException if it cannot be written
     */
    public void shiViz(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            shiViz(out);
        }
    }

    /**
     * Writes a log for ShiViz: the regular expression that reads it, an empty delimiter of executions, and per event a line of text and a
     * line of host and vector clock.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void shiViz(Appendable out) throws IOException {
        ShiVizLog.write(order, out);
    }

    /**
     * Writes a Mermaid sequence diagram of the first {@value #MERMAID_LINES} messages and marks.
     *
     * @param file created or replaced
     * @throws IOException if it cannot be written
     */
    public void mermaid(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            mermaid(out, record -> true, MERMAID_LINES);
        }
    }

    /**
     * Writes a Mermaid sequence diagram. A message is drawn where it arrives or is dropped. Sendings, timers and what the network does
     * beside are left out; if the bound leaves out more, a note at the end says how much.
     *
     * @param out where to; not closed
     * @param of which records to draw, such as those of one layer
     * @param lines how many messages and marks at most, from 1
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the bound is below 1
     */
    public void mermaid(Appendable out, Predicate<TraceRecord> of, int lines) throws IOException {
        if (lines < 1) {
            throw new IllegalArgumentException("lines: must be at least 1, but was " + lines);
        }
        new MermaidDiagram(order, Objects.requireNonNull(of, "of"), lines).write(out);
    }
}
