package dev.strategos.benchmarks.links;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results as tables that a person can read: one for each layout and payload. */
final class Report {

    private Report() {}

    static String of(List<Result> results) {
        Map<String, List<Result>> tables = results.stream()
                .collect(Collectors.groupingBy(
                        result -> Layout.valueOf(result.layout()).label() + ", " + result.payload() + " B",
                        LinkedHashMap::new,
                        Collectors.toList()));
        return tables.entrySet().stream()
                .map(table -> table.getKey() + "\n" + table(table.getValue()))
                .collect(Collectors.joining("\n\n"));
    }

    private static String table(List<Result> rows) {
        List<ColumnData<Result>> columns = List.of(
                column("", HorizontalAlign.LEFT, Result::peer),
                figure("k msgs/s", row -> number(row.perSecond() / 1e3, 0)),
                figure(
                        "range",
                        row -> number(row.perSecondLeast() / 1e3, 0) + "–" + number(row.perSecondMost() / 1e3, 0)),
                figure("× floor", row -> ratio(row.ratioToFloor())),
                figure("× socket", row -> ratio(row.ratioToSocket())),
                figure("CPU µs", row -> number(row.cpuMicros(), 2)),
                figure("bytes", row -> number(row.allocatedBytes(), 1)),
                figure("lost", row -> Long.toString(row.lost())),
                figure("order", row -> Long.toString(row.outOfOrder())),
                trip("p50 µs", trip -> number(trip.p50(), 0)),
                trip("p99", trip -> number(trip.p99(), 0)),
                trip("p99.9", trip -> number(trip.p999(), 0)),
                trip("p50 × floor", trip -> ratio(trip.p50RatioToFloor())),
                trip("p99 × floor", trip -> ratio(trip.p99RatioToFloor())));
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII, rows, columns);
    }

    private static ColumnData<Result> trip(String header, Function<Result.RoundTripMicros, String> text) {
        return figure(header, row -> row.roundTripMicros() == null ? "" : text.apply(row.roundTripMicros()));
    }

    private static ColumnData<Result> figure(String header, Function<Result, String> text) {
        return column(header, HorizontalAlign.RIGHT, text);
    }

    private static ColumnData<Result> column(String header, HorizontalAlign align, Function<Result, String> text) {
        return new Column().header(header).headerAlign(align).dataAlign(align).with(text);
    }

    private static String ratio(@Nullable Double ratio) {
        return ratio == null ? "" : number(ratio, 2);
    }

    private static String number(double number, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
