package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Undetermined;
import dev.strategos.transport.memory.FaultPlan;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FragmentingLinkTest {

    private static final ReliableConfig SMALL = ReliableConfig.builder()
            .window(16)
            .windowBytes(1 << 12)
            .maxTimeout(Duration.ofMillis(500))
            .build();

    private final List<ByteBuffer> received = new ArrayList<>();
    private final List<ByteBuffer> handedBack = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    private FragmentingLink on(Environment env) {
        FragmentingLink link = FragmentingLink.over(FifoLink.over(TwoNodes.reliable(env, SMALL)), 1 << 16);
        link.onDeliver((from, message) -> received.add(copyOf(message)));
        link.onPeer(new PeerListener() {
            @Override
            public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
                keep(undetermined);
            }

            @Override
            public void onGaveUp(NodeId peer, Undetermined undetermined) {
                keep(undetermined);
            }

            private void keep(Undetermined undetermined) {
                int before = handedBack.size();
                undetermined.forEach(message -> handedBack.add(copyOf(message)));
                assertThat(handedBack.size() - before).isEqualTo(undetermined.count());
            }
        });
        return link;
    }

    private static ByteBuffer copyOf(ByteBuffer message) {
        return ByteBuffer.allocate(message.remaining()).put(message.duplicate()).flip();
    }

    private static ByteBuffer message(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void messagesOfEveryLengthArriveWholeAndInOrderUnderLoss() {
        TwoNodes nodes = new TwoNodes(FaultPlan.builder().loss(0.2).reordering(0.3));
        FragmentingLink a = nodes.a().run(this::on);
        nodes.b().run(this::on);
        List<ByteBuffer> sent = new ArrayList<>();
        int whole = 1011; // what the link below takes, less the one byte
        for (int length : new int[] {0, 1, whole - 1, whole, whole + 1, whole + 2, 2 * whole, 10_000, 1 << 16, 5}) {
            sent.add(message(length, length));
        }
        sendAll(nodes, a, new ArrayList<>(sent));
        nodes.network.runFor(Duration.ofMinutes(2));
        assertThat(received).isEqualTo(sent);
        assertThat(outcomes).hasSize(sent.size()).containsOnly(Outcome.ACKNOWLEDGED);
    }

    /** Sends as the lane says that it is ready: what every user of a link has to do. */
    private void sendAll(TwoNodes nodes, FragmentingLink link, List<ByteBuffer> messages) {
        nodes.a().execute(new Runnable() {
            @Override
            public void run() {
                while (!messages.isEmpty()) {
                    ByteBuffer room = link.claim(B, messages.get(0).remaining());
                    if (room == null) {
                        link.to(B).whenReady(this);
                        return;
                    }
                    room.put(messages.remove(0).duplicate());
                    link.commit(outcomes::add);
                }
            }
        });
    }

    @Test
    void refusesASecondLargeMessageWhileOneIsOnItsWayDown() {
        TwoNodes nodes = new TwoNodes();
        FragmentingLink a = nodes.a().run(this::on);
        nodes.b().run(this::on);
        List<String> ready = new ArrayList<>();
        nodes.atA(() -> {
            assertThat(a.offer(B, message(50_000, 1))).isTrue();
            assertThat(a.offer(B, message(1, 2))).as("it would overtake").isFalse();
            assertThat(a.to(B).stats().refused()).isPositive();
            a.to(B).whenReady(() -> ready.add("ready"));
        });
        assertThat(ready).isEmpty();
        nodes.network.runFor(Duration.ofSeconds(10));
        assertThat(ready).containsExactly("ready");
        assertThat(received).containsExactly(message(50_000, 1));
    }

    @Test
    void handsBackWholeMessagesWhateverPartOfThemWasConfirmed() {
        for (int millis = 0; millis < 60; millis++) {
            received.clear();
            handedBack.clear();
            outcomes.clear();
            TwoNodes nodes = new TwoNodes();
            FragmentingLink a = nodes.a().run(this::on);
            nodes.b().run(this::on);
            nodes.network.runFor(Duration.ofMillis(5));
            List<ByteBuffer> sent = List.of(message(3_000, 1), message(100, 2), message(30_000, 3));
            sendAll(nodes, a, new ArrayList<>(sent));
            nodes.network.runFor(Duration.ofMillis(millis));
            nodes.network.crash(B);
            nodes.network.runFor(Duration.ofMillis(200));
            nodes.network.recover(B);
            nodes.network.runFor(Duration.ofSeconds(20));
            assertThat(outcomes).as("after %s ms", millis).hasSize(3);
            int acknowledged = outcomes.indexOf(Outcome.UNDETERMINED) < 0 ? 3 : outcomes.indexOf(Outcome.UNDETERMINED);
            List<ByteBuffer> open = new ArrayList<>(sent.subList(0, acknowledged));
            open.addAll(handedBack);
            // What had not been handed down when b crashed went to its next life, and was acknowledged there.
            for (ByteBuffer message : sent) {
                assertThat(open.contains(message) || received.contains(message))
                        .as("after %s ms a message is neither confirmed, nor handed back, nor delivered", millis)
                        .isTrue();
            }
            assertThat(sent)
                    .as("after %s ms: whole messages only", millis)
                    .containsAll(handedBack)
                    .containsAll(received);
        }
    }

    @Test
    void refusesWhatIsLongerThanItsLimitBeforeItTakesAnyMemory() {
        TwoNodes nodes = new TwoNodes();
        nodes.a().run(this::on);
        FifoLink liar = nodes.b().run(env -> FifoLink.over(TwoNodes.reliable(env, SMALL)));
        nodes.b().execute(() -> {
            liar.send(
                    A,
                    ByteBuffer.allocate(5)
                            .put((byte) 1)
                            .putInt(Integer.MAX_VALUE)
                            .flip());
            liar.send(A, ByteBuffer.allocate(100).put(0, (byte) 2));
            liar.send(A, ByteBuffer.allocate(5).put((byte) 1).putInt(-1).flip());
            liar.send(A, ByteBuffer.allocate(3).put(0, (byte) 1));
            liar.send(A, ByteBuffer.allocate(1).put(0, (byte) 9));
            liar.send(A, ByteBuffer.allocate(0));
            liar.send(A, ByteBuffer.allocate(8).put((byte) 1).putInt(2).position(0));
            liar.send(A, ByteBuffer.allocate(1));
        });
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(nodes.faults)
                .extracting(Fault::kind)
                .containsExactly(
                        Fault.Kind.OVERSIZE,
                        Fault.Kind.MALFORMED_MESSAGE,
                        Fault.Kind.MALFORMED_MESSAGE,
                        Fault.Kind.MALFORMED_MESSAGE,
                        Fault.Kind.MALFORMED_MESSAGE,
                        Fault.Kind.PROTOCOL_VIOLATION);
        assertThat(received).containsExactly(ByteBuffer.allocate(0));
    }

    @Test
    void refusesMisuseByName() {
        TwoNodes nodes = new TwoNodes();
        FragmentingLink a = nodes.a().run(this::on);
        nodes.atA(() -> {
            assertThat(a.maxBytes()).isEqualTo(1 << 16);
            assertThatThrownBy(() -> a.offer(B, ByteBuffer.allocate((1 << 16) + 1)))
                    .hasMessage("bytes: must be 0 to 65536, but was 65537");
            assertThatThrownBy(a::commit).hasMessageContaining("no claim is open");
            a.claim(B, 40_000);
            assertThatThrownBy(() -> a.claim(B, 1)).hasMessageContaining("a claim is open");
            a.abandon();
            a.claim(B, 1);
            a.abandon();
        });
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).isEmpty();
    }
}
