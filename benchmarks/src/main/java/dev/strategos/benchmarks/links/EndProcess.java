package dev.strategos.benchmarks.links;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strategos.benchmarks.peers.Peers;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that holds an end; it ends when it is closed, and with this process. */
final class EndProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** By name, since the launcher knows the benchmarks and not the reverse. */
    private static final String MAIN_CLASS = "dev.strategos.benchmarks.Main";

    private static final int LAST_LINES = 15;

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    EndProcess(Peers peer, String role, Path files, List<String> options) throws IOException {
        this.name = peer.label() + " " + role;
        this.log = files.resolve(peer.label() + "-" + role + ".log");
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        options.stream(),
                        Stream.of(
                                "-cp",
                                absolute(System.getProperty("java.class.path")),
                                MAIN_CLASS,
                                "links-end",
                                "--peer",
                                peer.name(),
                                "--files",
                                files.toString()))
                .flatMap(part -> part)
                .toList();
        this.process = new ProcessBuilder(command)
                .redirectError(log.toFile())
                .directory(files.toFile())
                .start();
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Asks, and waits for the answer. */
    <A> A ask(Order order, Class<A> type) throws IOException {
        tell(order);
        return answer(type);
    }

    /** Asks for what takes a while; {@link #answer} waits for it. */
    void tell(Order order) throws IOException {
        orders.write(JSON.writeValueAsString(order));
        orders.newLine();
        orders.flush();
    }

    <A> A answer(Class<A> type) throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(name + " has ended; the last that it wrote:\n" + lastWords());
        }
        return JSON.readValue(line, type);
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log).stream()
                .filter(line -> !line.startsWith("\tat "))
                .toList();
        return lines.stream().skip(Math.max(0, lines.size() - LAST_LINES)).collect(Collectors.joining("\n"));
    }

    /** Ends the process at once: nothing of it is needed any more. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
