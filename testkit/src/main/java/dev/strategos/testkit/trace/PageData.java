package dev.strategos.testkit.trace;

import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceRecord;
import dev.strategos.testkit.properties.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A trace as the page reads it: a column of numbers per field, and each text once. */
final class PageData {

    /** Above it, JavaScript's numbers are no longer exact. */
    private static final long EXACT = 1L << 53;

    private static final List<EventKind> KINDS = List.of(EventKind.values());

    private final CausalOrder order;
    private final String title;
    private final List<Violation> violations;
    private final MessageText text;
    private final Map<NodeId, Integer> nodes = new LinkedHashMap<>();
    private final Map<Peer, Integer> lives = new LinkedHashMap<>();
    private final Map<String, Integer> texts = new LinkedHashMap<>();

    PageData(CausalOrder order, String title, List<Violation> violations, MessageText text) {
        this.order = order;
        this.title = title;
        this.violations = violations;
        this.text = text;
        order.nodes().forEach(node -> nodes.put(node, nodes.size()));
    }

    void write(Appendable out) throws IOException {
        JsonText json = new JsonText(out);
        json.begin('{').name("title").value(title);
        json.name("kinds").begin('[');
        for (EventKind kind : KINDS) {
            json.value(kind.toString());
        }
        json.end(']').name("nodes").begin('[');
        for (NodeId node : order.nodes()) {
            json.value(node.name());
        }
        json.end(']').name("violations").begin('[');
        for (Violation violation : violations) {
            json.begin('{').name("property").value(violation.property());
            json.name("text").value(violation.saw());
            json.name("event").value(eventOf(violation.event())).end('}');
        }
        json.end(']').name("events").begin('{');
        columns(json);
        json.end('}');
        peers(json);
        tables(json);
        json.end('}');
    }

    private int eventOf(@Nullable TraceRecord record) {
        OptionalInt event = record == null ? OptionalInt.empty() : order.indexOf(record);
        return event.orElse(-1);
    }

    private void columns(JsonText json) throws IOException {
        column(json, "kind", event -> KINDS.indexOf(order.fields(event).kind()));
        column(json, "life", event -> life(order.records().get(event).peer()));
        times(json);
        longs(json, "index", order.records().stream().map(TraceRecord::index).toList());
        column(json, "cause", order::cause);
        column(json, "sending", order::sending);
        column(json, "channel", event -> textNumber(order.fields(event).channel()));
        column(json, "layer", event -> textNumber(order.fields(event).layer()));
        column(json, "from", event -> {
            MessageId message = order.fields(event).message();
            return message == null ? -1 : life(message.sender());
        });
        column(json, "to", event -> {
            MessageId message = order.fields(event).message();
            return message == null ? -1 : nodes.getOrDefault(message.receiver(), -1);
        });
        List<@Nullable Long> numbers = new ArrayList<>();
        for (int event = 0; event < order.records().size(); event++) {
            MessageId message = order.fields(event).message();
            numbers.add(message == null ? null : message.number());
        }
        longs(json, "number", numbers);
        column(json, "bytes", event -> order.fields(event).bytes());
        column(json, "detail", event -> {
            String detail = order.fields(event).detail();
            return textNumber(detail.isEmpty() ? null : detail);
        });
        column(json, "text", event -> textNumber(text.of(order.records().get(event))));
    }

    private void column(JsonText json, String name, IntUnaryOperator value) throws IOException {
        json.name(name).begin('[');
        for (int event = 0; event < order.records().size(); event++) {
            json.value(value.applyAsInt(event));
        }
        json.end(']');
    }

    /** Differences, since they are short. A clock that begins far from zero tells nothing by it: then the first event is the origin. */
    private void times(JsonText json) throws IOException {
        long[] times = order.records().stream().mapToLong(TraceRecord::nanos).toArray();
        long first =
                IntStream.range(0, times.length).mapToLong(i -> times[i]).min().orElse(0);
        long last =
                IntStream.range(0, times.length).mapToLong(i -> times[i]).max().orElse(0);
        long before = first >= 0 && first <= last - first ? 0 : first;
        json.name("time").begin('[');
        for (long time : times) {
            json.value(time - before);
            before = time;
        }
        json.end(']');
    }

    private static void longs(JsonText json, String name, List<? extends @Nullable Long> values) throws IOException {
        json.name(name).begin('[');
        for (Long value : values) {
            if (value == null) {
                json.none();
            } else if (value >= EXACT || value <= -EXACT) {
                json.value(value.toString());
            } else {
                json.value(value);
            }
        }
        json.end(']');
    }

    private void peers(JsonText json) throws IOException {
        json.name("peers").begin('{');
        for (int event = 0; event < order.records().size(); event++) {
            if (!order.fields(event).peers().isEmpty()) {
                json.name(Integer.toString(event)).begin('[');
                for (NodeId peer : order.fields(event).peers()) {
                    json.value(nodes.getOrDefault(peer, -1));
                }
                json.end(']');
            }
        }
        json.end('}');
    }

    private void tables(JsonText json) throws IOException {
        json.name("lives").begin('[');
        for (Peer life : lives.keySet()) {
            json.begin('{').name("node").value(nodes.getOrDefault(life.id(), -1));
            json.name("incarnation").value(life.incarnation().toString()).end('}');
        }
        json.end(']').name("texts").begin('[');
        for (String known : texts.keySet()) {
            json.value(known);
        }
        json.end(']');
    }

    private int life(Peer peer) {
        return lives.computeIfAbsent(peer, unknown -> lives.size());
    }

    private int textNumber(@Nullable String string) {
        return string == null ? -1 : texts.computeIfAbsent(string, unknown -> texts.size());
    }
}
