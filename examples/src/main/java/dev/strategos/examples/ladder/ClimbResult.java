package dev.strategos.examples.ladder;

import com.github.freva.asciitable.AsciiTable;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a climb.
 *
 * @param climb what was played
 * @param transport {@code memory} or {@code tcp}
 * @param tally what the receiver counted
 * @param report what the sender told; its time goes from the first number to the last one's settlement, without crashes, and is virtual
 *     in memory
 */
record ClimbResult(Climb climb, String transport, Tally tally, Sender.Report report) {

    long lost() {
        return (long) report.sent() - tally.distinct();
    }

    /** Whether the rung kept what it promises; restarts excuse losses of those that do not survive them. */
    boolean holds() {
        boolean keepsAll = lost() == 0 || climb.crashes();
        return switch (climb.rung()) {
            case FAIR_LOSS, STUBBORN -> true;
            case RELIABLE -> keepsAll && tally.duplicated() == 0;
            case FIFO -> keepsAll && tally.duplicated() == 0 && tally.outOfOrder() == 0;
            case LOGGED -> lost() == 0 && tally.duplicated() == 0 && tally.outOfOrder() == 0;
        };
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("link", climb.rung().option());
        json.put("transport", transport);
        json.put("sent", report.sent());
        json.put("delivered", tally.distinct());
        json.put("lost", lost());
        json.put("duplicated", tally.duplicated());
        json.put("outOfOrder", tally.outOfOrder());
        json.put("retransmits", report.repeated().retransmits());
        json.put("spurious", report.repeated().spurious());
        json.put("elapsedMillis", report.elapsedNanos() / 1_000_000);
        json.put("messagesPerSecond", Math.round(report.sent() / (Math.max(1, report.elapsedNanos()) / 1e9)));
        return json;
    }

    void print(PrintStream out) {
        Map<String, Object> figures = toJson();
        String[] header = figures.keySet().toArray(String[]::new);
        String[] row = figures.values().stream()
                .map(value -> value instanceof Number number
                        ? String.format(Locale.ROOT, "%,d", number.longValue())
                        : value.toString())
                .toArray(String[]::new);
        out.println(AsciiTable.getTable(AsciiTable.FANCY_ASCII, header, null, new String[][] {row}));
        out.println();
        out.println(verdict());
    }

    private String verdict() {
        return (holds() ? "kept: " : "BROKEN: ") + climb.rung().promise();
    }
}
