package dev.strategos.examples.generals;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The scenarios side by side, for a person to read. */
final class ImpossibleTable {

    private static final List<String> NAMES = List.of("A", "B", "C");
    private static final int WIDTH = 38;

    private final Impossibility found;
    private final List<PlayedScenario> played;

    ImpossibleTable(Impossibility found, List<PlayedScenario> played) {
        this.found = found;
        this.played = played;
    }

    void print(PrintStream out) {
        out.println("Three generals, one of them a traitor; general-1 commands. Three things that may happen:");
        out.println();
        List<List<String>> pictures = new ArrayList<>();
        for (int place = 0; place < played.size(); place++) {
            pictures.add(picture(NAMES.get(place), played.get(place).scenario()));
        }
        for (int line = 0; line < pictures.get(0).size(); line++) {
            StringBuilder row = new StringBuilder();
            for (List<String> picture : pictures) {
                row.append(String.format(Locale.ROOT, "%-" + WIDTH + "s", picture.get(line)));
            }
            out.println(row.toString().stripTrailing());
        }
        out.println();
        out.println(table());
        out.println();
        explain(out);
    }

    private static List<String> picture(String name, ThreeGenerals scenario) {
        String title = name + ": general-" + scenario.traitor() + " lies";
        return List.of(
                title,
                "",
                "             " + general(1, scenario),
                String.format(Locale.ROOT, "  %10s /      \\ %s", scenario.toSecond(), scenario.toThird()),
                "            ↙        ↘",
                String.format(Locale.ROOT, "     %-10s      %s", general(2, scenario), general(3, scenario)),
                String.format(Locale.ROOT, "     “I was told to %s” ──→", scenario.secondSays()),
                String.format(Locale.ROOT, "     ←── “I was told to %s”", scenario.thirdSays()));
    }

    private static String general(int number, ThreeGenerals scenario) {
        return scenario.isLoyal(number) ? "general-" + number : "*TRAITOR*";
    }

    private String table() {
        List<ColumnData<Integer>> columns = new ArrayList<>();
        columns.add(column("", place -> NAMES.get(place)));
        for (int lieutenant : new int[] {found.first(), found.second()}) {
            columns.add(column("general-" + lieutenant + " sees", place -> sees(place, lieutenant)));
            columns.add(column("has to", place -> hasTo(place, lieutenant)));
            columns.add(column("by OM(1)", place -> played.get(place).decision(lieutenant)));
        }
        columns.add(column("so, by OM(1)", place -> verdict(played.get(place).result())));
        return AsciiTable.getTable(AsciiTable.FANCY_ASCII, List.of(0, 1, 2), columns);
    }

    private String sees(int place, int lieutenant) {
        ThreeGenerals scenario = played.get(place).scenario();
        if (!scenario.isLoyal(lieutenant)) {
            return "(the traitor)";
        }
        ThreeGenerals.View view = scenario.view(lieutenant);
        return "order " + view.ordered() + ", told " + view.told();
    }

    private String hasTo(int place, int lieutenant) {
        ThreeGenerals scenario = played.get(place).scenario();
        if (!scenario.isLoyal(lieutenant)) {
            return "–";
        }
        return scenario.isCommanderLoyal()
                ? scenario.order() + " (IC2)"
                : (lieutenant == found.first() ? Battle.ATTACK + " (as in A)" : Battle.RETREAT + " (as in C)");
    }

    private static String verdict(BattleResult result) {
        return (result.agreement() ? "IC1 holds" : "IC1 BREAKS") + ", "
                + (result.validity() ? "IC2 holds" : "IC2 BREAKS");
    }

    private static ColumnData<Integer> column(String header, Function<Integer, String> text) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .with(text);
    }

    private void explain(PrintStream out) {
        out.println("general-" + found.first()
                + " sees the same in A and in B. In A its commander is loyal and must be obeyed, so it has to "
                + found.obeyed().order() + " in both.");
        out.println("general-" + found.second()
                + " sees the same in C and in B. In C its commander is loyal and must be obeyed, so it has to "
                + found.obeyedToo().order() + " in both.");
        out.println(
                "So in B, where both are loyal, they do different things, and IC1 breaks: whatever the rule by which they decide.");
        out.println();
        out.printf(
                Locale.ROOT,
                "Tried: each of the %d pairs of rules (a decision for everything that a lieutenant may see) breaks IC1 or IC2 somewhere.%n",
                Impossibility.pairsOfRules());
        out.println("OM(1) decides for retreat where it hears both, and so breaks IC2 in A. To see it over TCP:");
        out.println("  examples/run proof --max-n 3 --max-m 1 --max-f 1 --export FOLDER, and the command in the file");
        out.println(
                "Four generals cope with one traitor: examples/run generals. So do three with signatures: --algorithm signed.");
    }
}
