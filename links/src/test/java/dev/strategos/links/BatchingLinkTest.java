package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Undetermined;
import dev.strategos.transport.memory.FaultPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchingLinkTest {

    private static final ReliableConfig SMALL = ReliableConfig.builder()
            .window(4)
            .windowBytes(1 << 12)
            .maxTimeout(Duration.ofMillis(500))
            .build();

    private final List<ByteBuffer> received = new ArrayList<>();
    private final List<ByteBuffer> handedBack = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    private BatchingLink on(Environment env) {
        BatchingLink link = BatchingLink.over(FifoLink.over(TwoNodes.reliable(env, SMALL)));
        link.onDeliver((from, message) -> {
            received.add(copyOf(message));
            // Whatever a handler does with the view, the next message must not notice.
            message.position(message.limit()).order(ByteOrder.LITTLE_ENDIAN);
        });
        link.onPeer(new PeerListener() {
            @Override
            public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
                undetermined.forEach(message -> handedBack.add(copyOf(message)));
                assertThat(handedBack).hasSize(undetermined.count());
            }
        });
        return link;
    }

    private static ByteBuffer copyOf(ByteBuffer message) {
        return ByteBuffer.allocate(message.remaining()).put(message.duplicate()).flip();
    }

    @Test
    void messagesOfEveryLengthArriveOnceAndInOrderUnderLoss() {
        TwoNodes nodes =
                new TwoNodes(FaultPlan.builder().loss(0.2).duplication(0.2).reordering(0.3));
        BatchingLink a = nodes.a().run(this::on);
        nodes.b().run(this::on);
        SplittableRandom random = new SplittableRandom(1);
        List<ByteBuffer> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] message = new byte[random.nextInt(20) == 0 ? random.nextInt(a.maxBytes() + 1) : random.nextInt(60)];
            random.nextBytes(message);
            sent.add(ByteBuffer.wrap(message));
        }
        sent.add(ByteBuffer.allocate(a.maxBytes()));
        sendAll(nodes, a, new ArrayList<>(sent));
        nodes.network.runFor(Duration.ofMinutes(2));
        assertThat(received).isEqualTo(sent);
        assertThat(outcomes).hasSize(sent.size()).containsOnly(Outcome.ACKNOWLEDGED);
        nodes.atA(() -> assertThat(a.to(B).stats().refused())
                .as("the window was full at times")
                .isPositive());
    }

    @Test
    void acknowledgesNothingBeforeSomebodyListens() {
        TwoNodes nodes = new TwoNodes();
        BatchingLink a = nodes.a().run(this::on);
        BatchingLink deaf = nodes.b()
                .run(env -> BatchingLink.over(FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults()))));
        sendAll(nodes, a, new ArrayList<>(List.of(TwoNodes.text("x"))));
        nodes.network.runFor(Duration.ofSeconds(10));
        assertThat(outcomes).isEmpty();
        nodes.b().execute(() -> deaf.onDeliver((from, message) -> received.add(TwoNodes.text(TwoNodes.text(message)))));
        nodes.network.runFor(Duration.ofSeconds(10));
        assertThat(outcomes).containsExactly(Outcome.ACKNOWLEDGED);
        assertThat(received).containsExactly(TwoNodes.text("x"));
    }

    private void sendAll(TwoNodes nodes, BatchingLink link, List<ByteBuffer> messages) {
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
    void whatIsSentInOneTurnIsOneMessageBelow() {
        TwoNodes nodes = new TwoNodes();
        FifoLink[] below = new FifoLink[1];
        BatchingLink a = nodes.a().run(env -> {
            below[0] = FifoLink.over(TwoNodes.reliable(env, SMALL));
            return BatchingLink.over(below[0]);
        });
        List<String> batches = new ArrayList<>();
        nodes.b().run(env -> {
            FifoLink fifo = FifoLink.over(TwoNodes.reliable(env, SMALL));
            fifo.onDeliver((from, batch) -> {
                byte[] bytes = new byte[batch.remaining()];
                batch.get(bytes);
                batches.add(HexFormat.of().formatHex(bytes));
            });
            return fifo;
        });
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.atA(() -> {
            a.send(B, text("at"));
            assertThat(a.claim(B, 3)).isNotNull();
            a.abandon();
            a.send(B, text(""));
            a.send(B, text("tack"));
            assertThat(below[0].to(B).stats().sent()).isZero();
        });
        nodes.network.runFor(Duration.ofMillis(10));
        assertThat(batches).containsExactly("000000026174" + "00000000" + "000000047461636b");
        nodes.atA(() -> assertThat(a.to(B).stats().sent()).isEqualTo(3));
    }

    @Test
    void handsBackMessagesNotBatches() {
        TwoNodes nodes = new TwoNodes();
        BatchingLink a = nodes.a().run(this::on);
        nodes.b().run(this::on);
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.network.crash(B);
        nodes.atA(() -> {
            for (String word : List.of("one", "two", "three")) {
                a.claim(B, word.length()).put(text(word));
                a.commit(outcomes::add);
            }
        });
        nodes.network.recover(B);
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(handedBack).containsExactly(text("one"), text("two"), text("three"));
        assertThat(outcomes).hasSize(3).containsOnly(Outcome.UNDETERMINED);
    }

    @Test
    void aHandlerThatFailsCostsNoOtherMessage() {
        TwoNodes nodes = new TwoNodes();
        BatchingLink a = nodes.a().run(this::on);
        nodes.b().run(env -> {
            BatchingLink link = on(env);
            link.onDeliver((from, message) -> {
                received.add(copyOf(message));
                throw new IllegalStateException("on purpose");
            });
            return link;
        });
        nodes.atA(() -> {
            a.send(B, text("one"));
            a.send(B, text("two"));
        });
        assertThatThrownBy(() -> nodes.network.runFor(Duration.ofSeconds(1)))
                .as("this host does not go on")
                .hasMessage("on purpose");
        assertThat(received).containsExactly(text("one"), text("two"));
    }

    @Test
    void aBatchThatIsCutShortIsAFault() {
        TwoNodes nodes = new TwoNodes();
        nodes.a().run(this::on);
        FifoLink liar = nodes.b().run(env -> FifoLink.over(TwoNodes.reliable(env, SMALL)));
        for (String batch : List.of("", "000000", "0000000161ffffffff", "0000000261")) {
            nodes.b().execute(() -> liar.send(A, ByteBuffer.wrap(HexFormat.of().parseHex(batch))));
        }
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly(text("a"));
        assertThat(nodes.faults)
                .hasSize(4)
                .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.MALFORMED_MESSAGE));
    }

    @Test
    void saysThatALinkBelowDoesNotConfirm() {
        TwoNodes nodes = new TwoNodes();
        BatchingLink lossy = nodes.a().run(env -> BatchingLink.over(FairLossLink.over(env.open("lossy"))));
        nodes.atA(() -> {
            lossy.claim(B, 0);
            assertThatThrownBy(() -> lossy.commit(outcome -> {})).hasMessageContaining("stack it on a FifoLink");
            lossy.abandon();
        });
    }
}
