package dev.strategos.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checked-out repository, wherever in it a test was started. */
public final class Repository {

    /** The modules that users get, as the folders are called. */
    public static final List<String> PUBLISHED = List.of(
            "core-api",
            "links",
            "failure-detectors",
            "byzantine",
            "transport-memory",
            "transport-netty",
            "codec-jackson",
            "storage-mvstore",
            "testkit");

    private Repository() {}

    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder with mvnw above " + here);
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Every Markdown file that a user may read: at the top, in docs, and one per module. */
    public static List<Path> markdown() {
        Path root = root();
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(root.resolve("docs"));
                Stream<Path> modules = Files.list(root).map(folder -> folder.resolve("README.md"))) {
            return Stream.of(top, docs, modules)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
    }
}
