package dev.strategos.testkit.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One edit of one source file, and the test that must notice it.
 *
 * <p>The file of a mutant is named for what goes wrong, and reads:
 *
 * <pre>
 * What goes wrong, in a sentence or two.
 * file: dev/strategos/links/ReceiveWindow.java
 * killed by: dev.strategos.links.WindowsTest#theReceiveWindowIsASetWithAWatermark
 * - a line of the source, or several
 * + what stands there instead; none at all deletes it
 * </pre>
 *
 * @param name the file's name without its ending
 * @param story what goes wrong
 * @param source the source file, below the folder of sources
 * @param testClass the class of the test
 * @param testMethod the test: a method without parameters
 * @param original what the source has, exactly once
 * @param replacement what stands there instead
 */
record Mutant(
        String name,
        String story,
        String source,
        String testClass,
        String testMethod,
        String original,
        String replacement) {

    private static final String FILE = "file: ";
    private static final String KILLED_BY = "killed by: ";

    static Mutant read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String name = file.getFileName().toString().replaceFirst("\\.mutant$", "");
            String[] killer = value(file, lines, KILLED_BY).split("#", -1);
            if (killer.length != 2) {
                throw new IllegalArgumentException(file + ": '" + KILLED_BY + "' must name a class#method");
            }
            return new Mutant(
                    name,
                    lines.stream().takeWhile(line -> !line.startsWith(FILE)).collect(Collectors.joining(" ")),
                    value(file, lines, FILE),
                    killer[0],
                    killer[1],
                    side(lines, '-'),
                    side(lines, '+'));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the mutant " + file + " cannot be read", e);
        }
    }

    private static String value(Path file, List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + ": must have a line '" + key + "…'"));
    }

    /** The lines of one side of the edit; the sign and one blank before each are not part of it. */
    private static String side(List<String> lines, char sign) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(KILLED_BY))
                .filter(line -> !line.isEmpty() && line.charAt(0) == sign)
                .map(line -> line.length() < 2 ? "" : line.substring(2).strip())
                .collect(Collectors.joining("\n"));
    }

    /** The edited source; indentation does not matter. */
    String applyTo(String text) {
        String[] lines = text.split("\n", -1);
        String[] sought = original.split("\n", -1);
        int found = -1;
        for (int start = 0; start + sought.length <= lines.length; start++) {
            if (matches(lines, start, sought)) {
                if (found >= 0) {
                    throw new AssertionError(
                            "mutant '" + name + "' no longer applies: its lines are in " + source + " twice");
                }
                found = start;
            }
        }
        if (found < 0 || original.isEmpty()) {
            throw new AssertionError("mutant '" + name + "' no longer applies: its lines are not in " + source);
        }
        StringBuilder edited = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            if (i == found) {
                edited.append(replacement).append('\n');
            } else if (i < found || i >= found + sought.length) {
                edited.append(lines[i]).append('\n');
            }
        }
        return edited.toString();
    }

    private static boolean matches(String[] lines, int start, String[] sought) {
        for (int i = 0; i < sought.length; i++) {
            if (!lines[start + i].strip().equals(sought[i])) {
                return false;
            }
        }
        return true;
    }
}
