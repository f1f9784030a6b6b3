package dev.strategos.examples.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a node tells what happens, in lines on standard output, and how it is told, in lines on standard input.
 *
 * <p>Thread-safe.
 */
public final class Voice {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BufferedReader in;
    private final PrintStream out;
    private final boolean json;

    /**
     * A voice.
     *
     * @param in where lines come from
     * @param out where lines go
     * @param json whether a line is a JSON object for a program, or a sentence for a person
     */
    public Voice(InputStream in, PrintStream out, boolean json) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.json = json;
    }

    /**
     * Tells what happened.
     *
     * @param event its name
     * @param sentence for a person
     * @param details for a program; null for none
     */
    public synchronized void tell(String event, String sentence, @Nullable Object details) {
        out.println(json ? line(new Event(event, details)) : sentence);
        out.flush();
    }

    private static String line(Event event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event '" + event.event() + "' cannot be written", e);
        }
    }

    /**
     * Waits for the next line.
     *
     * @return empty if no more will come
     */
    public Optional<String> listen() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("standard input failed", e);
        }
    }

    /** Waits until no more line will come. */
    public void awaitEnd() {
        while (listen().isPresent()) {
            // Only the end counts.
        }
    }

    /**
     * A line for a program.
     *
     * @param event its name
     * @param details what belongs to it
     */
    record Event(String event, @Nullable Object details) {}
}
