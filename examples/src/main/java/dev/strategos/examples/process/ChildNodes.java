package dev.strategos.examples.process;

import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The processes of one run, and the folder with their files. Closing ends them all and removes the folder; so does the end of this
 * process, however it comes.
 */
public final class ChildNodes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** By name, since the launcher knows the examples and not the reverse. */
    private static final String MAIN_CLASS = "dev.strategos.examples.Main";

    private final Path folder;
    private final Map<NodeId, ChildNode> nodes = new LinkedHashMap<>();
    private final Thread hook = new Thread(this::abort, "child-nodes");

    private ChildNodes(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * No process yet, and an empty folder that only this user can read.
     *
     * @param name what the run is, for the folder's name
     * @return the run
     */
    public static ChildNodes inTemporaryFolder(String name) {
        try {
            return new ChildNodes(Files.createTempDirectory("strategos-" + name + "-"));
        } catch (IOException e) {
            throw new CouldNotRunException("no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    /**
     * Where the run's files lie.
     *
     * @return the folder
     */
    public Path folder() {
        return folder;
    }

    /**
     * Starts a node in a process of its own.
     *
     * @param id who it is
     * @param config its config file
     * @return the running process
     */
    public ChildNode start(NodeId id, Path config) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                MAIN_CLASS,
                "node",
                "--config",
                config.toString(),
                "--json",
                "--child"));
        Path log = folder.resolve(id + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(log.toFile())
                    .directory(folder.toFile())
                    .start();
            ChildNode node = new ChildNode(id, process, log);
            nodes.put(id, node);
            return node;
        } catch (IOException e) {
            throw new CouldNotRunException("no process can be started for " + id + ": " + e.getMessage(), e);
        }
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> new File(entry).getAbsolutePath())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElse("");
    }

    /**
     * All nodes, in the order in which they were started.
     *
     * @return the processes, dead ones too
     */
    public Collection<ChildNode> all() {
        return nodes.values();
    }

    /**
     * One node.
     *
     * @param id who
     * @return its process
     * @throws IllegalArgumentException if it was not started
     */
    public ChildNode get(NodeId id) {
        ChildNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("id: must be one of " + nodes.keySet() + ", but was '" + id + "'");
        }
        return node;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is being ended already: the hook clears up.
            return;
        }
        nodes.values().forEach(ChildNode::dismiss);
        clear();
    }

    /** The user has had enough: nobody is asked politely. */
    private void abort() {
        nodes.values().forEach(ChildNode::destroy);
        clear();
    }

    private void clear() {
        Instant end = Instant.now().plus(PATIENCE);
        nodes.values().forEach(node -> node.awaitEnd(end));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("the folder " + folder + " cannot be removed: " + e.getMessage());
        }
    }
}
