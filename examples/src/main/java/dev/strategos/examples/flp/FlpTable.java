package dev.strategos.examples.flp;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A stall, and the tosses that end it, for a person to read. */
final class FlpTable {

    private static final int MOST_LISTED = 12;
    private static final int WIDTH = 50;

    private final Stall stall;
    private final Tosses tosses;

    FlpTable(Stall stall, Tosses tosses) {
        this.stall = stall;
        this.tosses = tosses;
    }

    void print(PrintStream out) {
        out.println(
                "Four correct nodes are to agree on yes (●) or no (○). The coin is a clockwork: yes in odd rounds, no in even ones.");
        out.println("The scheduler loses nothing and delivers every message of a round within the round:");
        out.println();
        out.println(AsciiTable.getTable(AsciiTable.FANCY_ASCII, listed(), columns()));
        int leftOut = stall.rounds().size() - listed().size();
        if (leftOut > 0) {
            out.printf(Locale.ROOT, "%,d rounds before the last are left out of the table.%n", leftOut);
        }
        out.printf(
                Locale.ROOT,
                "%n%,d rounds, %,d messages arrived, %s has decided.%n",
                stall.rounds().size(),
                stall.arrived(),
                stall.decided() == 0 ? "nobody" : stall.decided() + " of four");
        out.println(
                "Bivalent: from the end of the round, the same nodes decide yes if the messages for yes arrive first, and no if those"
                        + " for no do; both were played.");
        out.println();
        out.printf(
                Locale.ROOT,
                "The same nodes and the same scheduler, but the coin is a dealer's, and can only be guessed; %,d runs:%n%n",
                tosses.runs());
        out.println(distribution());
        out.printf(
                Locale.ROOT,
                "%nmean %.2f rounds; %s. Whatever the scheduler does, a guess is right half of the time.%n",
                tosses.meanRounds(),
                tosses.undecided() == 0 ? "all were decided" : tosses.undecided() + " WERE NOT DECIDED");
    }

    private List<Stall.Round> listed() {
        List<Stall.Round> rounds = stall.rounds();
        List<Stall.Round> listed = new ArrayList<>(rounds.subList(0, Math.min(MOST_LISTED, rounds.size())));
        if (rounds.size() > MOST_LISTED) {
            listed.add(rounds.get(rounds.size() - 1));
        }
        return listed;
    }

    private static List<ColumnData<Stall.Round>> columns() {
        return List.of(
                column("round", round -> String.format(Locale.ROOT, "%,d", round.number()), HorizontalAlign.RIGHT),
                column("p1 p2 p3 p4", round -> nodes(round.before()), HorizontalAlign.LEFT),
                column("coin", round -> side(round.coin()), HorizontalAlign.CENTER),
                column("then", round -> nodes(round.after()), HorizontalAlign.LEFT),
                column("messages", round -> Long.toString(round.arrived()), HorizontalAlign.RIGHT),
                column("still possible", FlpTable::possible, HorizontalAlign.LEFT));
    }

    private static ColumnData<Stall.Round> column(
            String header, Function<Stall.Round, String> text, HorizontalAlign align) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(align)
                .with(text);
    }

    private static String possible(Stall.Round round) {
        return round.reachable().stream().sorted().map(FlpTable::side).collect(Collectors.joining(" and "))
                + (round.isBivalent() ? ": bivalent" : ": UNIVALENT");
    }

    private static String nodes(List<Boolean> estimates) {
        return estimates.stream().map(FlpTable::side).collect(Collectors.joining("  "));
    }

    private static String side(boolean yes) {
        return yes ? "●" : "○";
    }

    private String distribution() {
        int most = tosses.byRounds().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
        StringBuilder lines = new StringBuilder("decided in round\n");
        for (Map.Entry<Integer, Integer> entry : tosses.byRounds().entrySet()) {
            lines.append(String.format(
                    Locale.ROOT,
                    "%8d │%s %,d%n",
                    entry.getKey(),
                    "█".repeat(Math.max(1, entry.getValue() * WIDTH / most)),
                    entry.getValue()));
        }
        return lines.toString().stripTrailing();
    }
}
