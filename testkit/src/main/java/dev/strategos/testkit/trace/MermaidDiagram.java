package dev.strategos.testkit.trace;

import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceRecord;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A Mermaid sequence diagram: messages where they end, and what happens at nodes as notes. */
final class MermaidDiagram {

    private static final Set<EventKind> LEFT_OUT =
            new LinkedHashSet<>(List.of(EventKind.SEND, EventKind.TIMER, EventKind.DUPLICATE, EventKind.START));

    private final CausalOrder order;
    private final Predicate<TraceRecord> of;
    private final int lines;

    MermaidDiagram(CausalOrder order, Predicate<TraceRecord> of, int lines) {
        this.order = order;
        this.of = of;
        this.lines = lines;
    }

    void write(Appendable out) throws IOException {
        int[] drawn = IntStream.range(0, order.records().size())
                .filter(event -> !LEFT_OUT.contains(order.fields(event).kind()))
                .filter(event -> of.test(order.records().get(event)))
                .toArray();
        out.append("sequenceDiagram\n");
        // Numbered, since names may hold what Mermaid takes for arrows or keywords.
        for (int node = 0; node < order.nodes().size(); node++) {
            out.append("    participant n" + node + " as ")
                    .append(order.nodes().get(node).name())
                    .append('\n');
        }
        for (int i = 0; i < Math.min(lines, drawn.length); i++) {
            out.append("    ").append(line(drawn[i])).append('\n');
        }
        if (drawn.length > lines) {
            String last = order.nodes().size() > 1 ? "n0,n" + (order.nodes().size() - 1) : "n0";
            out.append("    Note over " + last + ": " + (drawn.length - lines) + " more of " + drawn.length
                    + " were left out\n");
        }
    }

    private String line(int event) {
        EventFields fields = order.fields(event);
        String here = "n" + order.node(event);
        MessageId message = fields.message();
        if (message == null || fields.kind() == EventKind.RETRANSMIT) {
            return "Note over " + here + ": "
                    + escaped(order.records().get(event).event().describe());
        }
        boolean delivered = fields.kind() == EventKind.DELIVER;
        return numbered(message.sender().id()) + (delivered ? "->>" : "-x") + numbered(message.receiver()) + ": "
                + escaped(fields.layer() + " " + message.number() + (delivered ? "" : ", " + fields.detail()));
    }

    private String numbered(NodeId node) {
        return "n" + order.nodes().indexOf(node);
    }

    /** What Mermaid reads as its own: the end of a statement, a comment, an entity, markup. */
    static String escaped(String text) {
        String line = ShiVizLog.oneLine(text);
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (";#<>&%{}\"".indexOf(c) >= 0) {
                escaped.append('#').append((int) c).append(';');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
