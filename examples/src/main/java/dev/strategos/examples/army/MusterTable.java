package dev.strategos.examples.army;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Algorithm;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A muster for a person to read: what everybody decided, and how one of them came to it. */
final class MusterTable {

    /** More things heard about one general than this do not fit into a line. */
    private static final int MOST_HEARD = 12;

    private final MusterResult result;
    private final Muster muster;

    MusterTable(MusterResult result) {
        this.result = result;
        this.muster = result.muster();
    }

    void print(PrintStream out) {
        out.println(decisions());
        result.loyal().stream().findFirst().ifPresent(one -> {
            out.println();
            out.println("What " + one.general() + " heard, and by way of whom:");
            out.println(heard(one));
        });
        out.printf(
                Locale.ROOT,
                "%nrounds %d   messages %d   bytes %d   %selapsed %.1f ms%s%n%n",
                muster.camp().rounds(),
                result.counters().physicalMessages(),
                result.counters().bytes(),
                signatures(),
                result.elapsedNanos() / 1e6,
                result.transport().equals("memory") ? " of virtual time" : "");
        out.println(verdict("agreement", result.agreement(), "all loyal generals have the same vector"));
        out.println(verdict("validity", result.validity(), "and in it every loyal general's army as it is"));
    }

    private String signatures() {
        return muster.camp().algorithm() == Algorithm.ORAL
                ? ""
                : "signatures " + result.counters().signatures() + "   verifications "
                        + result.counters().verifications() + "   ";
    }

    private String decisions() {
        List<ColumnData<ArmyReport>> columns = new ArrayList<>();
        columns.add(column("", report -> report.general().name()));
        columns.add(column("loyal?", report -> muster.camp().isTraitor(report.general()) ? "TRAITOR" : "loyal"));
        columns.add(column("own army", report -> muster.sizeOf(report.general())));
        for (NodeId about : muster.camp().group()) {
            columns.add(column(
                    "takes " + number(about) + " for",
                    report -> muster.camp().isTraitor(report.general())
                            ? "–"
                            : Objects.requireNonNullElse(report.vector().get(about.name()), "nothing")));
        }
        return AsciiTable.getTable(
                AsciiTable.FANCY_ASCII, new ArrayList<>(result.reports().values()), columns);
    }

    private String heard(ArmyReport one) {
        List<ColumnData<String>> columns = new ArrayList<>();
        columns.add(column("about", about -> about));
        for (int round = 1; round <= muster.camp().rounds(); round++) {
            int in = round;
            columns.add(column("in round " + round, about -> said(one, about, in)));
        }
        columns.add(
                column("so", about -> Objects.requireNonNullElse(one.vector().get(about), "nothing")));
        return AsciiTable.getTable(
                AsciiTable.FANCY_ASCII, new ArrayList<>(one.heard().keySet()), columns);
    }

    private static String said(ArmyReport one, String about, int round) {
        List<ArmyReport.Heard> said =
                Objects.requireNonNullElse(one.heard().get(about), List.<ArmyReport.Heard>of()).stream()
                        .filter(each -> each.round() == round)
                        .toList();
        if (said.size() > MOST_HEARD) {
            return said.stream()
                    .collect(Collectors.groupingBy(
                            each -> Objects.requireNonNullElse(each.value(), "silence"),
                            TreeMap::new,
                            Collectors.counting()))
                    .entrySet()
                    .stream()
                    .map(entry -> entry.getValue() + "× " + entry.getKey())
                    .collect(Collectors.joining(", "));
        }
        return said.isEmpty()
                ? "–"
                : said.stream()
                        .map(each -> number(each.from()) + ": " + Objects.requireNonNullElse(each.value(), "silence"))
                        .collect(Collectors.joining(", "));
    }

    private static <T> ColumnData<T> column(String header, Function<T, String> text) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .with(text);
    }

    private static String number(NodeId general) {
        return general.name().substring(general.name().lastIndexOf('-') + 1);
    }

    private static String verdict(String property, boolean holds, String why) {
        return property + (holds ? " holds" : " IS VIOLATED") + " (" + why + ")";
    }
}
