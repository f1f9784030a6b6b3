package dev.strategos.testkit.properties;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.MessageId;
import dev.strategos.core.TraceEvent;
import org.junit.jupiter.api.Test;

class MessageCostsTest {

    @Test
    void theFirstMessageThatCannotBePaidIsNamed() {
        Traces trace = new Traces();
        for (int i = 1; i <= 3; i++) {
            MessageId id = new MessageId(Traces.peer("a"), Traces.node("b"), i);
            trace.event("a", new TraceEvent.Send("x", "wire", id, 10));
            trace.event("a", new TraceEvent.Send("x", "fifo", id, 1_000));
            trace.event("b", new TraceEvent.Deliver("x", "wire", id, 10));
        }
        assertThatCode(() -> new MessageCosts(100, 1, 330).check("seed 7", trace.records))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new MessageCosts(100, 1, 329).check("seed 7", trace.records))
                .isInstanceOf(PropertyViolation.class)
                .hasMessageContaining("[6 a#1/6 send x wire a#1→b/3 10 bytes]: node a has spent 330 of 329 with it");
        assertThatThrownBy(() -> new MessageCosts(-1, 0, 0)).hasMessage("perMessage: must be zero or more, but was -1");
    }
}
