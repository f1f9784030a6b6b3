package dev.strategos.testkit.trace;

import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.Violation;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A run as a picture: one HTML file that opens from disk, with lanes for the nodes and time downwards, to be searched, filtered, zoomed
 * and clicked.
 *
 * <pre>{@code
 * TraceView.of(records)
 *         .title("ReplicatedCounterTest, seed 42")
 *         .note("./mvnw test -Dtest=ReplicatedCounterTest -Dsimtest.seed=42")
 *         .violations(List.of(new Violation("no duplication", record, "it was delivered before")))
 *         .write(Path.of("target/traces/ReplicatedCounterTest-42.html"));
 * }</pre>
 *
 * <p>The file holds all that it needs, and its content security policy lets it run no script but its own and load nothing: whatever
 * names, faults or messages of a run say, they are shown as text. The same trace gives the same file. docs/traces.md says what there is
 * to be seen, and for how long a trace it serves.
 *
 * <p>Immutable, for any thread.
 */
public final class TraceView {

    private final CausalTrace trace;
    private final String title;
    private final String note;
    private final List<Violation> violations;
    private final MessageText text;
    private final List<Outline> outlines;

    private TraceView(
            CausalTrace trace,
            String title,
            String note,
            List<Violation> violations,
            MessageText text,
            List<Outline> outlines) {
        this.trace = trace;
        this.title = title;
        this.note = note;
        this.violations = violations;
        this.text = text;
        this.outlines = outlines;
    }

    /**
     * A picture of a trace.
     *
     * @param records all records of a run, in any order
     * @return the picture, without a title of its own
     */
    public static TraceView of(List<TraceRecord> records) {
        return of(CausalTrace.of(records));
    }

    /**
     * A picture of a trace.
     *
     * @param trace a trace with its causes
     * @return the picture, without a title of its own
     */
    public static TraceView of(CausalTrace trace) {
        return new TraceView(trace, "Trace", "", List.of(), record -> null, List.of());
    }

    /**
     * The same picture under a title.
     *
     * @param newTitle such as the test and the seed
     * @return a new picture
     */
    public TraceView title(String newTitle) {
        return new TraceView(trace, Objects.requireNonNull(newTitle, "title"), note, violations, text, outlines);
    }

    /**
     * The same picture with a line below its title.
     *
     * @param newNote such as the command that repeats the run
     * @return a new picture
     */
    public TraceView note(String newNote) {
        return new TraceView(trace, title, Objects.requireNonNull(newNote, "note"), violations, text, outlines);
    }

    /**
     * The same picture with violations pinned to their events. It opens at the first.
     *
     * @param newViolations in the order in which they are listed
     * @return a new picture
     * @throws IllegalArgumentException if one is pinned to a record that is not part of the trace
     */
    public TraceView violations(List<Violation> newViolations) {
        for (Violation violation : newViolations) {
            TraceRecord at = violation.event();
            if (at != null && trace.indexOf(at).isEmpty()) {
                throw new IllegalArgumentException("violations: each must be pinned to a record of the trace, but '"
                        + violation.property() + "' is pinned to " + at);
            }
        }
        return new TraceView(trace, title, note, List.copyOf(newViolations), text, outlines);
    }

    /**
     * The same picture with the content of messages.
     *
     * @param newText says what a message said; {@link MessageNotes} is one
     * @return a new picture
     */
    public TraceView decode(MessageText newText) {
        return new TraceView(trace, title, note, violations, Objects.requireNonNull(newText, "text"), outlines);
    }

    /**
     * The same picture with more to be read beside it: a section for each outline, to be folded up line by line.
     *
     * @param newOutlines in their order
     * @return a new picture
     */
    public TraceView outlines(List<Outline> newOutlines) {
        return new TraceView(trace, title, note, violations, text, List.copyOf(newOutlines));
    }

    /**
     * Writes the page.
     *
     * @param file created or replaced, with the directories above it
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(out);
        }
    }

    /**
     * Writes the page.
     *
     * @param out where to, to be encoded as UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public void write(Appendable out) throws IOException {
        new TracePage(title, note, outlines, data -> new PageData(trace.order(), title, violations, text).write(data))
                .write(out);
    }
}
