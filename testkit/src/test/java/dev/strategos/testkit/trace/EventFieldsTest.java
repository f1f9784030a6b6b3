package dev.strategos.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.DropReason;
import dev.strategos.core.Fault;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFieldsTest {

    private static final NodeId B = NodeId.of("b");
    private static final MessageId MESSAGE = new MessageId(new Peer(NodeId.of("a"), new Incarnation(1)), B, 7);

    private static final List<TraceEvent> ONE_OF_EACH = List.of(
            new TraceEvent.Input("an order"),
            new TraceEvent.Send("orders", "wire", MESSAGE, 3),
            new TraceEvent.Deliver("orders", "wire", MESSAGE, 3),
            new TraceEvent.Drop("orders", "wire", MESSAGE, DropReason.LOSS),
            new TraceEvent.Duplicate("orders", MESSAGE),
            new TraceEvent.Retransmit("orders", "reliable", MESSAGE),
            new TraceEvent.TimerFired(),
            new TraceEvent.Crash(),
            new TraceEvent.Stop(),
            new TraceEvent.Start(),
            new TraceEvent.Pause(5),
            new TraceEvent.Cut(List.of(B)),
            new TraceEvent.Heal(List.of(B)),
            new TraceEvent.Suspect(B),
            new TraceEvent.Restore(B),
            new TraceEvent.Trust(B),
            new TraceEvent.Round("om", "i1", 1),
            new TraceEvent.Decide("om", "i1", "attack"),
            new TraceEvent.FaultReported(new Fault(B, Fault.Kind.OVERSIZE, "too long")));

    @Test
    void everyEventThatThereIsHasAKindOfItsOwn() {
        assertThat(ONE_OF_EACH)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrder(TraceEvent.class.getPermittedSubclasses());
        assertThat(ONE_OF_EACH)
                .extracting(event -> EventFields.of(event).kind())
                .containsExactlyInAnyOrder(EventKind.values());
    }
}
