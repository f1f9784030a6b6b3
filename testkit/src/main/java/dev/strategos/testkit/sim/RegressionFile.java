package dev.strategos.testkit.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The seeds on which tests of one class failed once. A line names method and seed, and after a {@code #} what went wrong:
 *
 * <pre>
 * replicasAgree 17  # seed 17: counters agree is violated: it did not come to hold within PT30S
 * </pre>
 *
 * @param file where it lies
 * @param writable whether new seeds are added
 */
record RegressionFile(Path file, boolean writable) {

    /** For a test class; new seeds are added unless this is continuous integration, or there is no folder of tests. */
    static RegressionFile of(Path folder, Class<?> type) {
        Path tests = folder.toAbsolutePath().getParent();
        boolean writable = System.getenv("CI") == null && tests != null && Files.isDirectory(tests);
        return new RegressionFile(folder.resolve(type.getName() + ".seeds"), writable);
    }

    static Path usualFolder() {
        return Path.of("src", "test", "simtest");
    }

    /** The seeds of a method, in the order of the file. */
    List<Long> seedsOf(String method) {
        List<Long> seeds = new ArrayList<>();
        for (String line : lines()) {
            String[] words = line.split("#", 2)[0].strip().split("\\s+", -1);
            if (words.length == 2 && words[0].equals(method)) {
                seeds.add(seedIn(line, words[1]));
            } else if (words.length != 2 && !words[0].isEmpty()) {
                throw unreadable(line, null);
            }
        }
        return seeds;
    }

    private long seedIn(String line, String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw unreadable(line, e);
        }
    }

    private IllegalStateException unreadable(String line, @Nullable Exception cause) {
        return new IllegalStateException(file + ": a line must be 'method seed  # why', but is '" + line + "'", cause);
    }

    /**
     * Adds a seed, if it is not there and may be.
     *
     * @return a line that says so
     */
    Optional<String> keep(String method, long seed, Throwable why) {
        if (!writable || seedsOf(method).contains(seed)) {
            return Optional.empty();
        }
        String reason = why.toString().lines().findFirst().orElse("");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    method + " " + seed + "  # " + reason + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            return Optional.of("The seed could not be kept: " + e);
        }
        return Optional.of("The seed is kept in " + file + " and runs first from now on.");
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the seeds in " + file + " cannot be read", e);
        }
    }
}
