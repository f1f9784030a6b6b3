package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Undetermined;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FifoLinkTest {

    private final List<String> received = new ArrayList<>();

    private FifoLink fifo(dev.strategos.core.Environment env) {
        FifoLink link = FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults()));
        link.onDeliver((from, message) -> received.add(text(message)));
        return link;
    }

    @Test
    void ordersWhatTheReliableLinkDeliversOutOfOrder() {
        MemoryNetwork network = MemoryNetwork.builder(TwoNodes.GROUP)
                .faults(FaultPlan.builder()
                        .reordering(1)
                        .loss(0.2)
                        .delay(DelayLaw.uniform(Duration.ZERO, Duration.ofMillis(20)))
                        .build())
                .build();
        FifoLink a = network.node(A).run(this::fifo);
        network.node(B).run(this::fifo);
        network.node(A).execute(() -> IntStream.range(0, 1_000).forEach(i -> a.send(B, text(Integer.toString(i)))));
        network.runFor(Duration.ofSeconds(30));
        assertThat(received)
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void handsBackTheMessagesThemselvesWithoutItsHeader() {
        TwoNodes nodes = new TwoNodes();
        FifoLink a = nodes.a().run(this::fifo);
        nodes.b().run(this::fifo);
        List<String> handedBack = new ArrayList<>();
        nodes.atA(() -> a.onPeer(new PeerListener() {
            @Override
            public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
                undetermined.forEach(message -> handedBack.add(text(message)));
            }
        }));
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.network.crash(B);
        nodes.atA(() -> {
            a.send(B, text("first"));
            a.send(B, text("second"));
        });
        nodes.network.recover(B);
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(handedBack).containsExactly("first", "second");
        nodes.atA(() -> a.send(B, text("third")));
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("third");
    }

    @Test
    void confirmsOnlyWhatThePeerHasDelivered() {
        // The first message is lost until a gives up; the second arrives, is acknowledged below, and waits for the
        // first in vain.
        TwoNodes nodes = new TwoNodes();
        ReliableConfig config = ReliableConfig.builder()
                .giveUpAfter(Duration.ofMillis(500))
                .maxTimeout(Duration.ofMillis(200))
                .build();
        FifoLink a = nodes.a().run(env -> FifoLink.over(TwoNodes.reliable(env, config)));
        nodes.b().run(this::fifo);
        nodes.network.runFor(Duration.ofMillis(10));
        List<String> outcomes = new ArrayList<>();
        nodes.network.apply(new dev.strategos.transport.memory.FaultAction.Cut(List.of(A), List.of(B)));
        nodes.atA(() -> {
            a.claim(B, 0);
            a.commit(outcome -> outcomes.add("first " + outcome));
        });
        nodes.network.heal();
        nodes.atA(() -> {
            a.claim(B, 0);
            a.commit(outcome -> outcomes.add("second " + outcome));
        });
        // The second is acknowledged; the first is not taken to be lost yet.
        nodes.network.runFor(Duration.ofMillis(2));
        assertThat(received).isEmpty();
        assertThat(outcomes).isEmpty();
        nodes.network.apply(new dev.strategos.transport.memory.FaultAction.Cut(List.of(A), List.of(B)));
        nodes.network.runFor(Duration.ofSeconds(5));
        assertThat(received).isEmpty();
        assertThat(outcomes).containsExactly("first UNDETERMINED", "second UNDETERMINED");
    }

    @Test
    void aHandlerThatThrowsKeepsNothingElseWaiting() {
        MemoryNetwork network = MemoryNetwork.builder(TwoNodes.GROUP)
                .seed(1)
                .faults(FaultPlan.builder().loss(0.3).reordering(0.5).build())
                .reportingProgramFailures()
                .build();
        FifoLink a = network.node(A).run(this::fifo);
        network.node(B).run(env -> {
            FifoLink link = fifo(env);
            link.onDeliver((from, message) -> {
                received.add(text(message));
                throw new IllegalStateException("planted");
            });
            return link;
        });
        network.node(A).execute(() -> IntStream.range(0, 200).forEach(i -> a.send(B, text(Integer.toString(i)))));
        network.runFor(Duration.ofMinutes(1));
        assertThat(received)
                .isEqualTo(IntStream.range(0, 200).mapToObj(Integer::toString).toList());
    }

    @Test
    void acknowledgesNothingBeforeSomebodyListens() {
        TwoNodes nodes = new TwoNodes();
        FifoLink a = nodes.a().run(this::fifo);
        FifoLink deaf = nodes.b().run(env -> FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults())));
        List<Outcome> outcomes = new ArrayList<>();
        nodes.atA(() -> {
            a.claim(B, 1).put((byte) 'x');
            a.commit(outcomes::add);
        });
        nodes.network.runFor(Duration.ofSeconds(10));
        assertThat(outcomes).isEmpty();
        nodes.b().execute(() -> deaf.onDeliver((from, message) -> received.add(text(message))));
        nodes.network.runFor(Duration.ofSeconds(10));
        assertThat(outcomes).containsExactly(Outcome.ACKNOWLEDGED);
        assertThat(received).containsExactly("x");
    }

    @Test
    void aMissingOutcomeListenerIsRefusedAndHarmsNothing() {
        TwoNodes nodes = new TwoNodes();
        FifoLink a = nodes.a().run(this::fifo);
        nodes.b().run(this::fifo);
        nodes.atA(() -> {
            a.claim(B, 0);
            assertThatThrownBy(() -> a.commit(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("outcome");
            a.abandon();
            a.send(B, text("go on"));
        });
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("go on");
    }

    @Test
    void reportsMessagesWithoutANumber() {
        TwoNodes nodes = new TwoNodes();
        nodes.a().run(this::fifo);
        ReliableLink liar = nodes.b().run(env -> TwoNodes.reliable(env, ReliableConfig.defaults()));
        nodes.b().execute(() -> {
            liar.send(A, ByteBuffer.allocate(FifoLink.HEADER_BYTES - 1));
            liar.send(A, ByteBuffer.allocate(FifoLink.HEADER_BYTES).putInt(0, -1));
        });
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(nodes.faults).hasSize(2).allSatisfy(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.MALFORMED_MESSAGE);
            assertThat(fault.who()).isEqualTo(NodeId.of("b"));
        });
        assertThat(received).isEmpty();
    }

    @Test
    void boundsWhatAPeerCanMakeItHold() {
        TwoNodes nodes = new TwoNodes();
        nodes.a().run(this::fifo);
        ReliableLink liar = nodes.b().run(env -> TwoNodes.reliable(env, ReliableConfig.defaults()));
        for (int round = 0; round < 70; round++) {
            int first = round * 1_000;
            nodes.b().execute(() -> {
                for (int i = 0; i < 1_000; i++) {
                    liar.send(A, ByteBuffer.allocate(FifoLink.HEADER_BYTES).putLong(Integer.BYTES, first + i + 1L));
                }
            });
            nodes.network.runFor(Duration.ofMillis(100));
        }
        assertThat(nodes.faults)
                .hasSize(70_000 - (1 << 16))
                .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.OVERLOAD));
    }

    @Test
    void neverConfirmsOverALinkThatDoesNotAcknowledge() {
        MemoryNetwork network = MemoryNetwork.builder(TwoNodes.GROUP)
                .model(new dev.strategos.core.model.SystemModel(
                        dev.strategos.core.model.NetworkModel.RELIABLE,
                        dev.strategos.core.model.NodeModel.crashStop(),
                        dev.strategos.core.model.TimingModel.asynchronous()))
                .build();
        network.node(A).run(env -> {
            FifoLink link = FifoLink.over(FairLossLink.over(env.open("wire")));
            link.claim(B, 0);
            assertThatThrownBy(() -> link.commit(outcome -> {})).hasMessageContaining("stack it on a ReliableLink");
            link.commit();
            return link;
        });
    }
}
