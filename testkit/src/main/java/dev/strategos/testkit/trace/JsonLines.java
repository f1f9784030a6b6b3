package dev.strategos.testkit.trace;

import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceRecord;
import java.io.IOException;

/** One JSON object per event; docs/traces.md describes its fields. */
final class JsonLines {

    private JsonLines() {}

    static void write(CausalOrder order, Appendable out) throws IOException {
        order.<IOException>forEachClock((event, clock) -> {
            JsonText json = new JsonText(out);
            TraceRecord record = order.records().get(event);
            json.begin('{').name("node").value(record.peer().id().name());
            json.name("incarnation").value(record.peer().incarnation().number());
            json.name("index").value(record.index());
            json.name("nanos").value(record.nanos());
            fields(json, order.fields(event));
            if (order.cause(event) >= 0) {
                json.name("cause").value(order.cause(event));
            }
            json.name("clock").begin('{');
            for (int node = 0; node < clock.length; node++) {
                if (clock[node] > 0) {
                    json.name(order.nodes().get(node).name()).value(clock[node]);
                }
            }
            json.end('}').end('}');
            out.append('\n');
        });
    }

    private static void fields(JsonText json, EventFields event) throws IOException {
        json.name("kind").value(event.kind().toString());
        if (event.channel() != null) {
            json.name("channel").value(event.channel());
        }
        if (event.layer() != null) {
            json.name("layer").value(event.layer());
        }
        MessageId message = event.message();
        if (message != null) {
            json.name("message").begin('{');
            json.name("from").value(message.sender().id().name());
            json.name("incarnation").value(message.sender().incarnation().number());
            json.name("to").value(message.receiver().name());
            json.name("number").value(message.number()).end('}');
        }
        if (event.bytes() >= 0) {
            json.name("bytes").value(event.bytes());
        }
        if (!event.peers().isEmpty()) {
            json.name("peers").begin('[');
            for (NodeId peer : event.peers()) {
                json.value(peer.name());
            }
            json.end(']');
        }
        if (!event.detail().isEmpty()) {
            json.name("detail").value(event.detail());
        }
    }
}
