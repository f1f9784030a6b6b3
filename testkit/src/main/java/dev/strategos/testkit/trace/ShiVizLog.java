package dev.strategos.testkit.trace;

import java.io.IOException;

/** The log that ShiViz takes. */
final class ShiVizLog {

    /** ShiViz's own default, written out so that the file explains itself. */
    static final String EXPRESSION = "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})";

    private ShiVizLog() {}

    static void write(CausalOrder order, Appendable out) throws IOException {
        out.append(EXPRESSION).append("\n\n");
        order.<IOException>forEachClock((event, clock) -> {
            out.append(oneLine(order.records().get(event).event().describe())).append('\n');
            out.append(order.nodes().get(order.node(event)).name()).append(' ');
            JsonText json = new JsonText(out).begin('{');
            for (int node = 0; node < clock.length; node++) {
                if (clock[node] > 0) {
                    json.name(order.nodes().get(node).name()).value(clock[node]);
                }
            }
            json.end('}');
            out.append('\n');
        });
    }

    /** The expression's dot stops at every line end that JavaScript knows; a fault's evidence may hold one. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    }
}
