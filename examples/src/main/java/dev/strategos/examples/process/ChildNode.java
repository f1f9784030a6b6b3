package dev.strategos.examples.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** One node in a process of its own: its lines of JSON are events that can be awaited. */
public final class ChildNode {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LAST_LINES = 15;

    private final NodeId id;
    private final Process process;
    private final Path log;
    private final BufferedWriter in;
    private final Map<String, CompletableFuture<JsonNode>> events = new ConcurrentHashMap<>();
    private final CompletableFuture<JsonNode> end = new CompletableFuture<>();

    ChildNode(NodeId id, Process process, Path log) {
        this.id = id;
        this.process = process;
        this.log = log;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        Thread listener = new Thread(this::listen, id + " listener");
        listener.setDaemon(true);
        listener.start();
    }

    /**
     * Who it is.
     *
     * @return the node
     */
    public NodeId id() {
        return id;
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                JsonNode event = JSON.readTree(line);
                event(event.path("event").asText()).complete(event.path("details"));
            }
            end.completeExceptionally(new IOException("its process ended"));
        } catch (IOException e) {
            end.completeExceptionally(e);
        }
    }

    private CompletableFuture<JsonNode> event(String name) {
        return events.computeIfAbsent(name, key -> new CompletableFuture<>());
    }

    /**
     * Waits for an event.
     *
     * @param event its name
     * @param atMost how long
     * @return what belongs to it
     * @throws CouldNotRunException if the process ended or the time is over; it shows the end of the process's log
     */
    public JsonNode await(String event, Duration atMost) {
        try {
            CompletableFuture.anyOf(event(event), end).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return event(event).join();
        } catch (ExecutionException e) {
            throw broken("ended before it was '" + event + "'", e);
        } catch (TimeoutException e) {
            throw broken("was not '" + event + "' within " + atMost.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken("was interrupted", e);
        }
    }

    /**
     * Waits for an event.
     *
     * @param event its name
     * @param atMost how long
     * @param details the type of what belongs to it
     * @param <D> that type
     * @return what belongs to it
     * @throws CouldNotRunException if the process ended or the time is over; it shows the end of the process's log
     */
    public <D> D await(String event, Duration atMost, Class<D> details) {
        try {
            return JSON.treeToValue(await(event, atMost), details);
        } catch (JsonProcessingException e) {
            throw broken("told something else than a " + details.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Says a line on the process's standard input.
     *
     * @param line what to say
     */
    public void tell(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw broken("does not listen any more", e);
        }
    }

    /** Kills the process as {@code kill -9} does, and waits until it is dead. */
    public void kill() {
        destroy();
        awaitEnd(Instant.now().plus(PATIENCE));
    }

    /** Stops the process as {@code kill -STOP} does: it stands still until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a paused process go on, as {@code kill -CONT} does. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            // A shell knows kill by itself, where no such program is installed.
            Process shell = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start();
            if (shell.waitFor() != 0) {
                throw broken("cannot be sent SIG" + name, new IOException("kill failed"));
            }
        } catch (IOException e) {
            throw broken("cannot be sent SIG" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken("was interrupted", e);
        }
    }

    /** Lets the process end by itself, as if its user had typed the end of the input, and waits for that. */
    public void end() {
        dismiss();
        awaitEnd(Instant.now().plus(PATIENCE));
    }

    /** Asks the process to end: its standard input is over. */
    void dismiss() {
        try {
            in.close();
        } catch (IOException e) {
            // The process is gone, or will be killed: both are what is asked for.
            process.destroy();
        }
    }

    /** Ends the process at once. */
    void destroy() {
        process.destroyForcibly();
    }

    /** Waits for the process's end until an instant, and forces it then. */
    void awaitEnd(Instant until) {
        try {
            long left = Math.max(0, Duration.between(Instant.now(), until).toMillis());
            if (!process.waitFor(left, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private CouldNotRunException broken(String what, Exception cause) {
        return new CouldNotRunException(id + " " + what + lastWords(), cause);
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty()
                    ? ""
                    : "; the last that it wrote:\n"
                            + lines.stream()
                                    .skip(Math.max(0, lines.size() - LAST_LINES))
                                    .map(line -> "    " + line)
                                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + id + " cannot be read", e);
        }
    }
}
