package dev.strategos.benchmarks.detectors;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Results as tables that a person can read. */
final class Report {

    private Report() {}

    private record Row(Found found, Best best) {

        Tried tried() {
            return best.tried();
        }

        Trials.@Nullable Learned learned() {
            return best.learned();
        }
    }

    static String of(List<Found> found, List<Cost> costs) {
        return frontier(found) + System.lineSeparator() + goals(found, costs) + System.lineSeparator() + costs(costs);
    }

    private static String frontier(List<Found> found) {
        List<Row> rows = new ArrayList<>();
        for (Found one : found) {
            one.best().forEach(best -> rows.add(new Row(one, best)));
            rows.add(new Row(one, one.shipped()));
        }
        List<ColumnData<Row>> columns = List.of(
                text("network", row -> row.found().conditions().label()),
                figure("η s", row -> number(row.found().conditions().intervalSeconds(), 1)),
                text("detector", row -> row.tried().detector()),
                text("setting", row -> row.tried().setting()),
                figure("patience s", row -> number(row.tried().patienceSeconds(), 3)),
                figure("T_D s", row -> number(row.tried().detectionSeconds(), 3)),
                figure("mistakes/h", row -> perHour(row.tried())),
                figure("counted", row -> row.tried().mistakes() + " in " + number(hours(row.tried()), 0) + " h"),
                figure("questions/heartbeat", row -> number(questions(row.tried()), 3)),
                figure("◊P: mistakes/h", row -> learned(row, true)),
                figure("T_D s", row -> learned(row, false)));
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII, rows, columns);
    }

    private static String perHour(Tried tried) {
        Long mistakes = tried.mistakes();
        return (mistakes != null && mistakes == 0 ? "< " : "") + number(tried.perHour(), 4);
    }

    private static double hours(Tried tried) {
        Double hours = tried.hours();
        return hours == null ? 0 : hours;
    }

    private static double questions(Tried tried) {
        Double questions = tried.questionsPerHeartbeat();
        return questions == null ? 0 : questions;
    }

    private static String learned(Row row, boolean mistakes) {
        Trials.Learned learned = row.learned();
        if (learned == null) {
            return "";
        }
        return mistakes ? number(learned.accuracy().perHour(), 3) : number(learned.detection(), 3);
    }

    private static String goals(List<Found> found, List<Cost> costs) {
        List<Goal> goals = Goal.all(found, costs);
        List<ColumnData<Goal>> columns = List.of(
                text("goal", Goal::what),
                figure("figure", Goal::figure),
                text("", goal -> goal.verdict().toString()));
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII, goals, columns);
    }

    private static String costs(List<Cost> costs) {
        List<ColumnData<Cost>> columns = List.of(
                text("", Cost::detector),
                figure("watched", cost -> String.valueOf(cost.watched())),
                figure("CPU ns/heartbeat", cost -> number(cost.nanosPerHeartbeat(), 0)),
                figure("allocated B/heartbeat", cost -> number(cost.allocatedBytesPerHeartbeat(), 0)),
                figure("heap B/node", cost -> number(cost.bytesPerNode(), 0)),
                figure("10,000 at 1 Hz, % of a core", cost -> number(100 * cost.coreShare(), 2)));
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII, costs, columns);
    }

    private static <T> ColumnData<T> text(String header, Function<T, String> value) {
        return column(header, HorizontalAlign.LEFT, value);
    }

    private static <T> ColumnData<T> figure(String header, Function<T, String> value) {
        return column(header, HorizontalAlign.RIGHT, value);
    }

    private static <T> ColumnData<T> column(String header, HorizontalAlign align, Function<T, String> value) {
        return new Column().header(header).headerAlign(align).dataAlign(align).with(value);
    }

    private static String number(double number, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
