package dev.strategos.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Incarnation;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each property holds on a good trace and is violated by the smallest bad one. */
class LinkPropertiesTest {

    private static final Peer A = new Peer(NodeId.of("a"), new Incarnation(1));
    private static final Peer B = new Peer(NodeId.of("b"), new Incarnation(1));
    private static final Peer B2 = new Peer(NodeId.of("b"), new Incarnation(2));

    private final List<TraceRecord> trace = new ArrayList<>();

    @Test
    void aGoodTraceHasThemAll() {
        send(0);
        send(1);
        deliver(B, 0);
        deliver(B, 1);
        assertThat(properties()
                        .noCreation()
                        .noDuplication()
                        .fifoDelivery()
                        .reliableDelivery()
                        .delivered())
                .isEqualTo(2);
    }

    @Test
    void otherLayersAndChannelsDoNotCount() {
        add(B, new TraceEvent.Deliver("c", "wire", id(7), 1));
        add(B, new TraceEvent.Deliver("other", "fifo", id(7), 1));
        assertThat(properties().noCreation().delivered()).isZero();
    }

    @Test
    void aDeliveryBeforeItsSendingIsACreation() {
        deliver(B, 0);
        send(0);
        assertThatThrownBy(properties()::noCreation)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no creation");
    }

    @Test
    void aDeliveryAtAnotherNodeIsACreation() {
        send(0);
        deliver(A, 0);
        assertThatThrownBy(properties()::noCreation).hasMessageContaining("no creation");
    }

    @Test
    void aSecondDeliveryIsADuplicationEvenInAnotherLife() {
        send(0);
        deliver(B, 0);
        deliver(B2, 0);
        assertThatThrownBy(properties()::noDuplication).hasMessageContaining("no duplication");
    }

    @Test
    void overtakingAndSkippingBreakTheOrder() {
        send(0);
        send(1);
        send(2);
        deliver(B, 0);
        deliver(B, 2);
        assertThatThrownBy(properties()::fifoDelivery)
                .hasMessageContaining("FIFO")
                .hasMessageContaining("number 0");
    }

    @Test
    void startingInTheMiddleBreaksTheOrder() {
        deliver(B, 1);
        assertThatThrownBy(properties()::fifoDelivery).hasMessageContaining("it is the first");
    }

    @Test
    void aNewSessionStartsAnew() {
        deliver(B, 0);
        deliver(B, 1L << 40);
        deliver(B, (1L << 40) + 1);
        properties().fifoDelivery();
        deliver(B, 0);
        assertThatThrownBy(properties()::fifoDelivery).hasMessageContaining("FIFO");
    }

    @Test
    void aMissingMessageIsALossUnlessAnEndCrashed() {
        send(0);
        assertThatThrownBy(properties()::reliableDelivery).hasMessageContaining("1 messages sent were never delivered");
        add(B, new TraceEvent.Crash());
        properties().reliableDelivery();
    }

    private LinkProperties properties() {
        return LinkProperties.of("test", trace, "c", "fifo");
    }

    private void send(long number) {
        add(A, new TraceEvent.Send("c", "fifo", id(number), 1));
    }

    private void deliver(Peer at, long number) {
        add(at, new TraceEvent.Deliver("c", "fifo", id(number), 1));
    }

    private static MessageId id(long number) {
        return new MessageId(A, B.id(), number);
    }

    private void add(Peer peer, TraceEvent event) {
        trace.add(new TraceRecord(peer, trace.size(), trace.size(), event));
    }
}
