package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.CHANNEL;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Undetermined;
import dev.strategos.core.Wire;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A receiver that takes nothing makes its sender wait, and nobody else. */
class PushBackTest {

    private static final NodeId C = NodeId.of("c");
    private static final Group GROUP = Group.of(A, B, C);
    private static final ReliableConfig CONFIG = ReliableConfig.builder()
            .window(16)
            .windowBytes(1 << 12)
            .maxTimeout(Duration.ofSeconds(1))
            .giveUpAfter(Duration.ofSeconds(10))
            .build();

    private final MemoryNetwork network = MemoryNetwork.builder(GROUP)
            .seed(1)
            .faults(FaultPlan.builder()
                    .delay(DelayLaw.constant(Duration.ofMillis(1)))
                    .build())
            .build();
    private final Map<NodeId, List<String>> received = new LinkedHashMap<>();
    private final List<String> gaveUp = new ArrayList<>();
    private final Map<NodeId, Integer> next = new LinkedHashMap<>();
    private final Map<NodeId, FifoLink> links = new LinkedHashMap<>();

    private void start(NodeId node) {
        network.node(node).run(this::fifo);
    }

    private FifoLink fifo(Environment env) {
        FifoLink link = FifoLink.over(TwoNodes.reliable(env, CONFIG));
        links.put(env.self(), link);
        List<String> own = received.computeIfAbsent(env.self(), node -> new ArrayList<>());
        link.onDeliver((from, message) -> own.add(text(message)));
        link.onPeer(new PeerListener() {
            @Override
            public void onGaveUp(NodeId peer, Undetermined undetermined) {
                gaveUp.add(peer.name());
            }
        });
        return link;
    }

    private void startAll() {
        GROUP.forEach(this::start);
        network.runFor(Duration.ofMillis(10));
    }

    private void at(NodeId node, Runnable action) {
        network.node(node).execute(action);
        network.runFor(Duration.ZERO);
    }

    private void pauseAtB() {
        at(B, () -> links.get(B).to(A).pauseDelivery());
    }

    private void resumeAtB() {
        at(B, () -> links.get(B).to(A).resumeDelivery());
    }

    /** Offers numbers to a peer until it refuses, at most so many. */
    private int offer(NodeId to, int most) {
        int[] taken = {0};
        at(A, () -> {
            while (taken[0] < most && links.get(A).offer(to, text(Integer.toString(next.getOrDefault(to, 0))))) {
                next.merge(to, 1, Integer::sum);
                taken[0]++;
            }
        });
        return taken[0];
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @Test
    void aPausedReceiverFillsTheSendersWindowAndLosesNothing() {
        startAll();
        offer(B, 5);
        network.runFor(Duration.ofMillis(50));
        pauseAtB();
        assertThat(offer(B, 100)).isEqualTo(16);
        network.runFor(Duration.ofMinutes(5));
        assertThat(offer(B, 1)).isZero();
        assertThat(received.get(B)).isEqualTo(numbers(5));
        assertThat(gaveUp).as("a peer that says that it waits is there").isEmpty();
        resumeAtB();
        network.runFor(Duration.ofMillis(50));
        assertThat(received.get(B)).isEqualTo(numbers(21));
        assertThat(offer(B, 10)).isEqualTo(10);
        network.runFor(Duration.ofSeconds(1));
        assertThat(received.get(B)).isEqualTo(numbers(31));
    }

    @Test
    void sendsNothingInVainToAPausedReceiver() {
        startAll();
        pauseAtB();
        network.runFor(Duration.ofMillis(10));
        offer(B, 16);
        network.runFor(Duration.ofMinutes(5));
        at(A, () -> assertThat(links.get(A).to(B).stats().retransmits()).isZero());
        at(B, () -> assertThat(links.get(B).to(A).stats().dropped()).isZero());
        resumeAtB();
        network.runFor(Duration.ofMillis(50));
        assertThat(received.get(B)).isEqualTo(numbers(16));
        at(A, () -> assertThat(links.get(A).to(B).stats().retransmits()).isZero());
    }

    @Test
    void othersAreNotSlowed() {
        startAll();
        pauseAtB();
        for (int i = 0; i < 1_000; i++) {
            offer(B, 1);
            assertThat(offer(C, 1)).isEqualTo(1);
            network.runFor(Duration.ofMillis(2));
        }
        assertThat(received.get(C).size()).isGreaterThan(990);
        assertThat(received.get(B)).isEmpty();
    }

    @Test
    void healsWhenTheWordThatOpensIsLost() {
        startAll();
        pauseAtB();
        network.runFor(Duration.ofMillis(10));
        offer(B, 16);
        network.runFor(Duration.ofSeconds(30));
        network.apply(new FaultAction.Cut(List.of(B), List.of(A)));
        resumeAtB();
        network.runFor(Duration.ofMillis(10));
        network.apply(new FaultAction.Heal());
        // The ceiling of the time-out, and a round trip.
        network.runFor(Duration.ofMillis(1_010));
        assertThat(received.get(B)).isEqualTo(numbers(16));
    }

    @Test
    void anEarlierWordThatComesLaterCountsNoMore() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = nodes.a().run(env -> TwoNodes.reliable(env, CONFIG));
        List<Byte> seen = new ArrayList<>();
        Wire raw = nodes.b().run(env -> {
            Wire wire = env.open(CHANNEL);
            wire.onDeliver((from, frame) -> seen.add(frame.get()));
            return wire;
        });
        nodes.network.runFor(Duration.ofMillis(10));
        say(nodes, raw, 2);
        say(nodes, raw, 1);
        nodes.atA(() -> link.send(B, text("at once")));
        nodes.network.runFor(Duration.ofMillis(1));
        assertThat(seen).containsExactly(ReliableFrame.DATA);
        say(nodes, raw, 3);
        nodes.atA(() -> link.send(B, text("later")));
        nodes.network.runFor(Duration.ofSeconds(5));
        assertThat(seen).endsWith(ReliableFrame.PROBE).containsOnlyOnce(ReliableFrame.DATA);
    }

    /** An acknowledgement of nothing that says how often b has paused or resumed delivery. */
    private static void say(TwoNodes nodes, Wire raw, int switches) {
        ByteBuffer frame = ByteBuffer.allocate(ReliableFrame.ackBytes(0));
        ReliableFrame.writeCommon(frame, ReliableFrame.ACK, 1, 1);
        frame.putInt(ReliableFrame.NO_SESSION)
                .putLong(0)
                .putLong(0)
                .putInt(switches)
                .put((byte) 0)
                .flip();
        nodes.b().execute(() -> raw.send(A, frame));
        nodes.network.runFor(Duration.ofMillis(10));
    }

    @Test
    void aNewLifeOfTheReceiverTakesMessages() {
        startAll();
        offer(B, 1);
        network.runFor(Duration.ofMillis(50));
        pauseAtB();
        offer(B, 3);
        network.runFor(Duration.ofMillis(50));
        network.crash(B);
        network.recover(B);
        network.runFor(Duration.ofSeconds(2));
        int before = received.get(B).size();
        offer(B, 1);
        network.runFor(Duration.ofMillis(50));
        assertThat(received.get(B)).hasSize(before + 1).endsWith("4");
    }

    @Test
    void aPauseHoldsForANewLifeOfTheSender() {
        startAll();
        pauseAtB();
        network.crash(A);
        network.recover(A);
        network.runFor(Duration.ofSeconds(1));
        offer(B, 16);
        network.runFor(Duration.ofMinutes(1));
        assertThat(received.get(B)).isEmpty();
        resumeAtB();
        network.runFor(Duration.ofSeconds(1));
        assertThat(received.get(B)).isEqualTo(numbers(16));
    }

    @Test
    void theOutboxSeesIt() {
        TwoNodes nodes = new TwoNodes();
        Outbox<String> outbox = nodes.a().run(env -> typed(env).outbox(new OutboxConfig(1 << 10)));
        List<String> delivered = new ArrayList<>();
        MessageLink<String> receiver = nodes.b().run(env -> {
            MessageLink<String> link = typed(env);
            link.onDeliver((from, message) -> delivered.add(message));
            link.pauseDelivery(A);
            return link;
        });
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            taken += outbox.offer(B, "0123456789") ? 1 : 0;
            nodes.network.runFor(Duration.ofMillis(1));
        }
        // 16 in the window, and up to 1 KiB in the outbox.
        assertThat(taken).isBetween(16 + 50, 16 + 102);
        nodes.b().execute(() -> receiver.resumeDelivery(A));
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(delivered).hasSize(taken);
    }

    private static MessageLink<String> typed(Environment env) {
        return MessageLink.over(FifoLink.over(TwoNodes.reliable(env, CONFIG)), Codec.utf8());
    }

    @Test
    void aLinkThatLosesCannotPushBack() {
        FairLossLink link = network.node(A).run(env -> FairLossLink.over(env.open(CHANNEL)));
        at(A, () -> {
            assertThatThrownBy(() -> link.to(B).pauseDelivery())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("the link to 'b' cannot push back");
            assertThatThrownBy(() -> link.to(B).resumeDelivery()).isInstanceOf(UnsupportedOperationException.class);
        });
    }
}
