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
 * @param sent how many numbers the rung took
 * @param retransmits how many were sent again
 * @param elapsedNanos from the first number to the last one's settlement, without crashes; virtual in memory
 */
record ClimbResult(Climb climb, String transport, Tally tally, int sent, long retransmits, long elapsedNanos) {

    long lost() {
        return (long) sent - tally.distinct();
    }

    /** Whether the rung kept what it promises; restarts excuse losses of those that do not survive them. */
    boolean holds() {
        boolean keepsAll = lost() == 0 || climb.crashes();
        return switch (climb.rung()) {
            case FAIR_LOSS, STUBBORN -> true;
            case RELIABLE -> keepsAll && tally.duplicated() == 0;
            case FIFO -> keepsAll && tally.duplicated() == 0 && tally.outOfOrder() == 0;
        };
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("link", climb.rung().option());
        json.put("transport", transport);
        json.put("sent", sent);
        json.put("delivered", tally.distinct());
        json.put("lost", lost());
        json.put("duplicated", tally.duplicated());
        json.put("outOfOrder", tally.outOfOrder());
        json.put("retransmits", retransmits);
        json.put("elapsedMillis", elapsedNanos / 1_000_000);
        json.put("messagesPerSecond", Math.round(sent / (Math.max(1, elapsedNanos) / 1e9)));
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
        String promise = switch (climb.rung()) {
            case FAIR_LOSS -> "a fair-loss link promises only that what is repeated gets through";
            case STUBBORN -> "a stubborn link promises that what is never stopped is delivered again and again";
            case RELIABLE -> "a reliable link promises no loss and no duplication, while neither end restarts";
            case FIFO -> "a FIFO link promises no loss, no duplication and order, while neither end restarts";
        };
        return holds() ? "kept: " + promise : "BROKEN: " + promise;
    }
}
