package dev.strategos.examples.detector;

import com.github.freva.asciitable.AsciiTable;
import dev.strategos.core.NodeId;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A watch for a person to read. */
final class VigilTable {

    private final Scenario scenario;
    private int lines;

    VigilTable(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Who suspects whom now, in place of what was shown before. */
    void show(PrintStream out, double seconds, Map<NodeId, SentinelReport> reports) {
        String table = String.format(Locale.ROOT, "%6.1f s%n", seconds) + opinions(reports);
        if (lines > 0) {
            // Up to where the last one began, and clear from there.
            out.printf(Locale.ROOT, "\u001b[%dA\u001b[J", lines);
        }
        out.println(table);
        lines = (int) table.lines().count();
    }

    private String opinions(Map<NodeId, SentinelReport> reports) {
        List<String> header = new ArrayList<>(List.of("node"));
        scenario.group().forEach(node -> header.add("of " + node));
        List<String[]> rows = new ArrayList<>();
        for (NodeId node : scenario.group()) {
            List<String> row = new ArrayList<>(List.of(node.name()));
            SentinelReport report = reports.get(node);
            for (NodeId about : scenario.group()) {
                row.add(report == null ? "silent" : cell(report, about));
            }
            rows.add(row.toArray(String[]::new));
        }
        return AsciiTable.getTable(
                AsciiTable.FANCY_ASCII, header.toArray(String[]::new), null, rows.toArray(String[][]::new));
    }

    private static String cell(SentinelReport report, NodeId about) {
        for (Opinion opinion : report.opinions()) {
            if (opinion.about().equals(about.name())) {
                String level = opinion.level() == null ? "" : String.format(Locale.ROOT, " φ %.1f", opinion.level());
                return (opinion.suspected() ? "SUSPECTED" : "trusted")
                        + String.format(Locale.ROOT, " %.1f s", opinion.sinceMillis() / 1e3)
                        + level;
            }
        }
        return "";
    }

    /** The timeline, and how good the detectors were. */
    void print(PrintStream out, VigilResult result) {
        if (lines == 0) {
            out.println(opinions(result.reports()));
        }
        out.println();
        boolean told = scenario.mishap() == Mishap.NONE;
        for (Sighting sighting : result.sightings()) {
            if (!told && sighting.atMillis() >= result.mishapAtMillis()) {
                out.println(mishap(result));
                told = true;
            }
            out.printf(
                    Locale.ROOT,
                    "%8.3f s  %s %s %s (%s)%n",
                    sighting.atMillis() / 1e3,
                    sighting.node(),
                    sighting.isSuspicion() ? "suspects" : "restores",
                    sighting.about(),
                    sighting.reason());
        }
        if (!told) {
            out.println(mishap(result));
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "detection %s of at most %d ms   false suspicions %d   mistakes %d   restored %d   accuracy %.6f%n",
                result.detectionMillis(),
                scenario.bound().toMillis(),
                result.falseSuspicions(),
                result.mistakes(),
                result.restored(),
                result.accuracy());
        out.println(result.holds() ? "held: " + promise() : "VIOLATED: " + promise());
    }

    private String mishap(VigilResult result) {
        String what = switch (scenario.mishap()) {
            case NONE -> "";
            case KILL -> "is killed";
            case PAUSE -> "stands still for " + scenario.length().toMillis() + " ms";
            case PARTITION -> "is cut off for " + scenario.length().toMillis() + " ms";
        };
        return String.format(
                Locale.ROOT, "%8.3f s  -- %s %s --", result.mishapAtMillis() / 1e3, scenario.victim(), what);
    }

    private String promise() {
        return switch (scenario.mishap()) {
            case NONE -> "nobody is suspected";
            case KILL -> "each survivor suspects " + scenario.victim() + " within the bound, and nobody else";
            case PAUSE, PARTITION ->
                "if it lasts longer than the bound, all others suspect " + scenario.victim()
                        + " within it; nobody else is suspected for nothing, and in the end all are trusted";
        };
    }
}
