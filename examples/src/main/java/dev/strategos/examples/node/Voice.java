package dev.strategos.examples.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strategos.examples.launch.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a node tells what happens, in lines on standard output, and how it is told, in lines on standard input.
 *
 * <p>Thread-safe.
 */
public final class Voice {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final PrintStream out;
    private final boolean json;
    private volatile Runnable onEnd = () -> {};

    /**
     * A voice.
     *
     * @param in where lines come from
     * @param out where lines go
     * @param json whether a line is a JSON object for a program, or a sentence for a person
     */
    public Voice(InputStream in, PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
        Thread ear = new Thread(() -> hear(in), "standard-input");
        ear.setDaemon(true);
        ear.start();
    }

    private void hear(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            tell("deaf", "standard input failed: " + e.getMessage(), null);
        }
        lines.add(Optional.empty());
        onEnd.run();
    }

    /**
     * Ends this process some seconds after its input has ended, if it has not ended by itself: nobody is left to tell it anything. For
     * processes that another one started, and may leave behind.
     */
    public void endWithInput() {
        onEnd = () -> {
            long end = System.nanoTime() + FAREWELL.toNanos();
            for (long left = FAREWELL.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
            Runtime.getRuntime().halt(Exit.COULD_NOT_RUN);
        };
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
            Optional<String> line = lines.take();
            if (line.isEmpty()) {
                // Whoever asks again hears the same.
                lines.add(line);
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
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
