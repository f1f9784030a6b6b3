package dev.strategos.consumer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table "Pick what you need" of the README, against what is true. The cells of one module are {@code Module}, {@code What you get},
 * {@code Run-time dependencies} and {@code Size}; back-quotes and links count for nothing.
 *
 * <p>Dependencies must be exact. A size is that of all jars together, with the module's own, and may be a fifth off: it tells a reader what to
 * expect, and shall not fail a build for a new class.
 */
record PickTable(Map<String, Row> rows, Map<String, String> legend) {

    private static final String HEADING = "## Pick what you need";
    private static final List<String> COLUMNS = List.of("Module", "What you get", "Run-time dependencies", "Size");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");
    private static final Pattern LEGEND = Pattern.compile("(\\S+ \\(\\d+ jars\\)): (.+)");
    private static final Pattern SIZE = Pattern.compile("([0-9.]+) (kB|MB)");
    private static final double TOLERANCE = 0.2;

    record Row(String dependencies, String size) {}

    static PickTable parse(String markdown) {
        int start = ("\n" + markdown).indexOf("\n" + HEADING + "\n");
        if (start < 0) {
            throw new IllegalArgumentException("README has no heading '" + HEADING + "'");
        }
        String body = markdown.substring(start + HEADING.length());
        int end = body.indexOf("\n## ");
        String section = end < 0 ? body : body.substring(0, end);
        List<List<String>> cells = section.lines()
                .filter(line -> line.startsWith("|"))
                .map(PickTable::cells)
                .toList();
        if (cells.isEmpty() || !cells.get(0).equals(COLUMNS)) {
            throw new IllegalArgumentException("under '" + HEADING + "': must have a table with the columns " + COLUMNS
                    + ", but has " + (cells.isEmpty() ? "none" : cells.get(0)));
        }
        Map<String, Row> rows = new LinkedHashMap<>();
        for (List<String> row : cells.subList(2, cells.size())) {
            if (row.size() != COLUMNS.size() || rows.put(row.get(0), new Row(row.get(2), row.get(3))) != null) {
                throw new IllegalArgumentException("under '" + HEADING + "': must have one row of " + COLUMNS.size()
                        + " cells per module, but has " + row);
            }
        }
        Map<String, String> legend = new LinkedHashMap<>();
        for (String paragraph : section.split("\n\\s*\n")) {
            Matcher matcher = LEGEND.matcher(plain(paragraph));
            if (matcher.matches()) {
                legend.put(matcher.group(1), sorted(matcher.group(2)));
            }
        }
        return new PickTable(rows, legend);
    }

    private static List<String> cells(String line) {
        String inner = line.strip().replaceAll("^\\||\\|$", "");
        return Stream.of(inner.split("\\|", -1)).map(PickTable::plain).toList();
    }

    private static String plain(String markdown) {
        return LINK.matcher(markdown)
                .replaceAll("$1")
                .replace("`", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String sorted(String names) {
        return Stream.of(names.split(", ")).sorted().collect(Collectors.joining(", "));
    }

    /** What the table says wrongly of one module, in words; empty if it is right. */
    List<String> mistakes(RunTimeTree tree) {
        Row row = rows.get(tree.module());
        if (row == null) {
            return List.of(tree.module() + ": is not in the table");
        }
        List<String> mistakes = new ArrayList<>();
        compare(tree.module() + ": run-time dependencies", row.dependencies(), tree.dependenciesCell(), mistakes);
        tree.legend()
                .forEach((group, names) -> compare(
                        tree.module() + ": the paragraph '" + group + ": …' below the table",
                        legend.getOrDefault(group, "missing"),
                        names,
                        mistakes));
        if (Math.abs(bytes(row.size()) - tree.bytes()) > TOLERANCE * tree.bytes()) {
            mistakes.add(tree.module() + ": size: the table says '" + row.size() + "', true is about '"
                    + words(tree.bytes()) + "'");
        }
        return mistakes;
    }

    private static void compare(String what, String said, String actual, List<String> mistakes) {
        if (!said.equals(actual)) {
            mistakes.add(what + ": the table says '" + said + "', true is '" + actual + "'");
        }
    }

    private static double bytes(String size) {
        Matcher matcher = SIZE.matcher(size);
        return matcher.matches()
                ? Double.parseDouble(matcher.group(1)) * (matcher.group(2).equals("kB") ? 1e3 : 1e6)
                : Double.NEGATIVE_INFINITY;
    }

    private static String words(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
