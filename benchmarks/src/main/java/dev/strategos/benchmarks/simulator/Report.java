package dev.strategos.benchmarks.simulator;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Results as a table that a person can read. */
final class Report {

    private Report() {}

    static String of(List<Result> results) {
        List<ColumnData<Result>> columns = List.of(
                column("", HorizontalAlign.LEFT, Result::measure),
                figure("k/s", row -> number(row.perSecond() / 1e3, 1)),
                figure(
                        "range",
                        row -> number(row.perSecondLeast() / 1e3, 1) + "–" + number(row.perSecondMost() / 1e3, 1)),
                column("of", HorizontalAlign.LEFT, Result::unit),
                figure("goal k/s", row -> row.goal() == null ? "" : number(row.goal() / 1e3, 1)),
                column("", HorizontalAlign.LEFT, row -> row.goal() == null ? "" : row.meetsGoal() ? "met" : "missed"),
                figure("× floor", row -> row.ratioToFloor() == null ? "" : number(row.ratioToFloor(), 3)),
                figure("bytes", row -> number(row.allocatedBytes(), 1)));
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII, results, columns);
    }

    private static ColumnData<Result> figure(String header, Function<Result, String> value) {
        return column(header, HorizontalAlign.RIGHT, value);
    }

    private static ColumnData<Result> column(String header, HorizontalAlign align, Function<Result, String> value) {
        return new Column().header(header).headerAlign(align).dataAlign(align).with(value);
    }

    private static String number(double number, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
