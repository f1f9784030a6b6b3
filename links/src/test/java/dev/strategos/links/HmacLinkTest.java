package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.CHANNEL;
import static dev.strategos.links.TwoNodes.GROUP;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HmacLinkTest {

    private static final SystemModel PLAIN =
            new SystemModel(NetworkModel.ARBITRARY, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());

    private final List<String> received = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private MemoryNetwork network(FaultPlan.Builder plan) {
        return MemoryNetwork.builder(GROUP)
                .seed(5)
                .model(PLAIN)
                .faults(plan.build())
                .onFault(faults::add)
                .build();
    }

    private HmacLink hmac(Environment env, Wire wire, String cluster, String secret) {
        HmacLink link = HmacLink.over(wire, cluster, PairKeys.derivedForTests(env.self(), GROUP, secret), env.random());
        link.onDeliver((from, message) -> received.add(from + " " + text(message)));
        link.onPeer(new PeerListener() {
            @Override
            public void onUp(Peer peer) {
                news.add(env.self() + ": up " + peer);
            }

            @Override
            public void onDown(Peer peer) {
                news.add(env.self() + ": down " + peer);
            }
        });
        return link;
    }

    private HmacLink hmacAt(MemoryNetwork network, NodeId node, String cluster, String secret) {
        return network.node(node).run(env -> hmac(env, env.open(CHANNEL), cluster, secret));
    }

    @Test
    void makesAFairLossLinkOfAnArbitraryOne() {
        MemoryNetwork network = network(FaultPlan.builder());
        HmacLink a = hmacAt(network, A, "c", "secret");
        hmacAt(network, B, "c", "secret");
        assertThat(a.model().network()).isEqualTo(NetworkModel.FAIR_LOSS);
        network.runFor(Duration.ofMillis(100));
        network.node(A).execute(() -> {
            assertThat(a.offer(B, text("hello"))).isTrue();
            assertThat(a.offer(B, text(""))).isTrue();
        });
        network.runFor(Duration.ofMillis(100));
        assertThat(received).containsExactly("a#1 hello", "a#1 ");
        assertThat(news).containsExactlyInAnyOrder("a: up b#1", "b: up a#1");
        assertThat(faults).isEmpty();
    }

    @Test
    void carriesTheWholeLadderThroughLossAndRestarts() {
        MemoryNetwork network =
                network(FaultPlan.builder().loss(0.3).duplication(0.2).reordering(0.3));
        List<FifoLink> lives = new ArrayList<>();
        network.node(A).run(env -> lives.add(ladder(env)));
        network.node(B).run(this::ladder);
        network.runFor(Duration.ofMillis(100));
        network.node(A)
                .execute(() -> IntStream.range(0, 200).forEach(i -> lives.get(0).send(B, text("first " + i))));
        network.runFor(Duration.ofMinutes(1));
        network.crash(A);
        network.recover(A);
        network.runFor(Duration.ofSeconds(10));
        network.node(A)
                .execute(() -> IntStream.range(0, 200).forEach(i -> lives.get(1).send(B, text("second " + i))));
        network.runFor(Duration.ofMinutes(1));
        List<String> expected = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> expected.add("a#1 first " + i));
        IntStream.range(0, 200).forEach(i -> expected.add("a#2 second " + i));
        assertThat(received).isEqualTo(expected);
    }

    private FifoLink ladder(Environment env) {
        HmacLink hmac = HmacLink.over(
                env.open(CHANNEL), "c", PairKeys.derivedForTests(env.self(), GROUP, "secret"), env.random());
        FifoLink fifo = FifoLink.over(ReliableLink.over(hmac, ReliableConfig.defaults()));
        fifo.onDeliver((from, message) -> received.add(from + " " + text(message)));
        return fifo;
    }

    @Test
    void deliversNothingUnderAnotherKeyOrInAnotherCluster() {
        for (List<String> other : List.of(List.of("c", "guess"), List.of("d", "secret"))) {
            MemoryNetwork network = network(FaultPlan.builder());
            HmacLink a = hmacAt(network, A, other.get(0), other.get(1));
            hmacAt(network, B, "c", "secret");
            for (int i = 0; i < 20; i++) {
                network.node(A)
                        .execute(() -> assertThat(a.offer(B, text("let me in"))).isTrue());
                network.runFor(Duration.ofMillis(50));
            }
        }
        assertThat(received).isEmpty();
        assertThat(news).isEmpty();
    }

    @Test
    void dropsWhatWasChangedInAnyBit() {
        MemoryNetwork network = network(FaultPlan.builder());
        Tap tap = new Tap();
        HmacLink a = hmacAt(network, A, "c", "secret");
        HmacLink b = network.node(B).run(env -> hmac(env, tap.on(env.open(CHANNEL)), "c", "secret"));
        network.runFor(Duration.ofMillis(100));
        tap.record = true;
        network.node(A).execute(() -> assertThat(a.offer(B, text("attack"))).isTrue());
        network.runFor(Duration.ofMillis(100));
        assertThat(received).containsExactly("a#1 attack");
        tap.record = false;
        byte[] good = tap.seen.get(0);
        for (int bit = 8; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            tap.inject(network, bad);
        }
        tap.inject(network, java.util.Arrays.copyOf(good, good.length - 1));
        tap.inject(network, java.util.Arrays.copyOf(good, good.length + 1));
        assertThat(received).hasSize(1);
        network.node(B).execute(() -> assertThat(b.to(A).stats().dropped()).isEqualTo((good.length - 1) * 8L + 2));
        network.runFor(Duration.ZERO);
    }

    @Test
    void aReplayIsADuplicateInItsSessionAndNothingInTheNext() {
        MemoryNetwork network = network(FaultPlan.builder());
        Tap tap = new Tap();
        HmacLink a = hmacAt(network, A, "c", "secret");
        network.node(B).run(env -> hmac(env, tap.on(env.open(CHANNEL)), "c", "secret"));
        network.runFor(Duration.ofMillis(100));
        tap.record = true;
        network.node(A).execute(() -> assertThat(a.offer(B, text("pay"))).isTrue());
        network.runFor(Duration.ofMillis(100));
        tap.inject(network, tap.seen.get(0));
        assertThat(received).containsExactly("a#1 pay", "a#1 pay");
        network.crash(B);
        network.recover(B);
        network.runFor(Duration.ofSeconds(1));
        tap.inject(network, tap.seen.get(0));
        assertThat(received).as("another life of b, another session").hasSize(2);
    }

    @Test
    void aReplayedHandshakeProvesNothing() {
        MemoryNetwork network = network(FaultPlan.builder());
        Tap tap = new Tap();
        tap.record = true;
        hmacAt(network, A, "c", "secret");
        network.node(B).run(env -> hmac(env, tap.on(env.open(CHANNEL)), "c", "secret"));
        network.runFor(Duration.ofMillis(100));
        assertThat(news).contains("b: up a#1");
        tap.record = false;
        network.crash(A);
        network.crash(B);
        network.recover(B);
        network.runFor(Duration.ofMillis(100));
        news.clear();
        List.copyOf(tap.seen).forEach(frame -> tap.inject(network, frame));
        assertThat(tap.seen).isNotEmpty();
        assertThat(news).as("a is dead, whoever repeats its words").isEmpty();
    }

    @Test
    void theWordsOfADeadLifeAreNeverBelievedAgain() {
        MemoryNetwork network = network(FaultPlan.builder());
        Tap tap = new Tap();
        tap.record = true;
        HmacLink a = hmacAt(network, A, "c", "secret");
        network.node(B).run(env -> hmac(env, tap.on(env.open(CHANNEL)), "c", "secret"));
        network.runFor(Duration.ofMillis(100));
        network.node(A).execute(() -> assertThat(a.offer(B, text("111"))).isTrue());
        network.runFor(Duration.ofMillis(100));
        network.crash(A);
        network.recover(A);
        network.runFor(Duration.ofMillis(100));
        network.crash(A);
        network.runFor(Duration.ofMillis(100));
        tap.record = false;
        assertThat(news).endsWith("b: down a#2");
        news.clear();
        received.clear();
        List.copyOf(tap.seen).forEach(frame -> tap.inject(network, frame));
        assertThat(news).isEmpty();
        assertThat(received).isEmpty();
    }

    @Test
    void findsTogetherAgainWhateverHelloIsLost() {
        for (int seed = 0; seed < 50; seed++) {
            received.clear();
            MemoryNetwork network = MemoryNetwork.builder(GROUP)
                    .seed(seed)
                    .model(PLAIN)
                    .faults(FaultPlan.builder().loss(0.6).reordering(0.5).build())
                    .build();
            HmacLink a = hmacAt(network, A, "c", "secret");
            HmacLink b = hmacAt(network, B, "c", "secret");
            for (int i = 0; i < 200; i++) {
                network.node(A)
                        .execute(() -> assertThat(a.offer(B, text("to b"))).isTrue());
                network.node(B)
                        .execute(() -> assertThat(b.offer(A, text("to a"))).isTrue());
                network.runFor(Duration.ofMillis(20));
            }
            assertThat(received).as("seed %s", seed).contains("a#1 to b", "b#1 to a");
        }
    }

    @Test
    void anAdversaryWithoutTheKeyMakesNothingUp() {
        MemoryNetwork network = network(FaultPlan.builder());
        HmacLink a = hmacAt(network, A, "c", "secret");
        Wire liar = network.node(B).run(env -> env.open(CHANNEL));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(4);
            }
            network.node(B)
                    .execute(() ->
                            assertThat(liar.offer(A, ByteBuffer.wrap(bytes))).isTrue());
            network.runFor(Duration.ofMillis(1));
        }
        assertThat(received).isEmpty();
        assertThat(news).isEmpty();
        assertThat(faults)
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.MALFORMED_MESSAGE));
        network.node(A).execute(() -> assertThat(a.offer(B, text("alive"))).isTrue());
        network.runFor(Duration.ZERO);
    }

    @Test
    void needsAKeyForEveryPeerAndOneThatIsLongEnough() {
        assertThatThrownBy(() -> PairKeys.of(Map.of(B, new byte[15])))
                .hasMessage("secrets: the one shared with 'b' must have at least 16 bytes, but has 15");
        assertThat(PairKeys.of(Map.of(B, new byte[16]))).hasToString("PairKeys[b]");
        network(FaultPlan.builder()).node(A).run(env -> {
            Wire wire = env.open(CHANNEL);
            assertThatThrownBy(() -> HmacLink.over(wire, "c", PairKeys.of(Map.of()), env.random()))
                    .hasMessage("keys: there is none for 'b'");
            return wire;
        });
    }
}
