package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.CHANNEL;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Undetermined;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.core.model.UnmetAssumptionException;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReliableLinkTest {

    private static final ReliableConfig SMALL =
            ReliableConfig.builder().window(4).windowBytes(1 << 10).build();

    private final List<String> received = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private final PeerListener listener = new PeerListener() {
        @Override
        public void onUp(Peer peer) {
            told.add("up " + peer);
        }

        @Override
        public void onDown(Peer peer) {
            told.add("down " + peer);
        }

        @Override
        public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
            told.add("restarted " + old + " " + now + " " + texts(undetermined));
        }

        @Override
        public void onGaveUp(NodeId peer, Undetermined undetermined) {
            told.add("gave up " + peer + " " + texts(undetermined));
        }
    };

    private static List<String> texts(Undetermined undetermined) {
        List<String> texts = new ArrayList<>();
        undetermined.forEach(message -> texts.add(text(message)));
        assertThat(texts).hasSize(undetermined.count());
        return texts;
    }

    private ReliableLink linkAtA(TwoNodes nodes, ReliableConfig config) {
        return nodes.a().run(env -> {
            ReliableLink link = TwoNodes.reliable(env, config);
            link.onDeliver((from, message) -> received.add(text(message)));
            link.onPeer(listener);
            return link;
        });
    }

    private void listenAtB(TwoNodes nodes) {
        nodes.b().run(env -> {
            ReliableLink link = TwoNodes.reliable(env, SMALL);
            link.onDeliver((from, message) -> received.add(text(message)));
            return link;
        });
    }

    @Test
    void suppliesAReliableNetworkAndRefusesLessThanFairLoss() {
        TwoNodes nodes = new TwoNodes();
        assertThat(linkAtA(nodes, SMALL).model().network()).isEqualTo(NetworkModel.RELIABLE);
        MemoryNetwork plain = MemoryNetwork.builder(TwoNodes.GROUP)
                .model(new SystemModel(NetworkModel.ARBITRARY, NodeModel.crashStop(), TimingModel.asynchronous()))
                .build();
        plain.node("a").run(env -> {
            Wire wire = env.open(CHANNEL);
            assertThatThrownBy(() -> ReliableLink.over(wire, SMALL))
                    .isInstanceOf(UnmetAssumptionException.class)
                    .hasMessageContaining("ReliableLink assumes a fair-loss network, but its link is arbitrary");
            assertThatThrownBy(() -> FairLossLink.over(wire)).hasMessageContaining("FairLossLink.trusting(wire, why)");
            assertThatThrownBy(() -> FairLossLink.trusting(wire, " ")).hasMessageContaining("why: must say");
            assertThatThrownBy(() -> FifoLink.over(FairLossLink.trusting(wire, "a test")))
                    .hasMessageContaining("stack a ReliableLink");
            return ReliableLink.over(FairLossLink.trusting(wire, "a test"), SMALL);
        });
    }

    @Test
    void refusesMoreThanItsWindowAndSaysWhenThereIsRoom() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, SMALL);
        listenAtB(nodes);
        List<Boolean> taken = new ArrayList<>();
        nodes.atA(() -> {
            for (int i = 0; i < 6; i++) {
                taken.add(link.offer(B, text("m" + i)));
            }
            assertThatThrownBy(() -> link.send(B, text("too much"))).hasMessageContaining("no room to send to 'b'");
            link.to(B).whenReady(() -> told.add("ready"));
        });
        assertThat(taken).containsExactly(true, true, true, true, false, false);
        assertThat(told).doesNotContain("ready");
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactlyInAnyOrder("m0", "m1", "m2", "m3");
        assertThat(told).contains("ready");
        assertThat(statsAtA(nodes, link))
                .isEqualTo(new LinkStats(4, 0, 3, 0, 0, 0, 0, 0, 0, Optional.of(Duration.ofMillis(2))));
    }

    @Test
    void tellsWhatBecameOfEachMessage() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, SMALL);
        listenAtB(nodes);
        List<Outcome> outcomes = new ArrayList<>();
        nodes.atA(() -> {
            link.claim(B, 0);
            link.commit(outcomes::add);
        });
        assertThat(outcomes).isEmpty();
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(outcomes).containsExactly(Outcome.ACKNOWLEDGED);
    }

    @Test
    void handsBackWhatARestartLeavesOpen() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, SMALL);
        listenAtB(nodes);
        nodes.network.runFor(Duration.ofMillis(10));
        List<Outcome> outcomes = new ArrayList<>();
        nodes.network.crash(B);
        nodes.atA(() -> {
            link.claim(B, 1).put((byte) 'x');
            link.commit(outcomes::add);
        });
        nodes.network.runFor(Duration.ofSeconds(1));
        nodes.network.recover(B);
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(told).containsExactly("up b#1", "down b#1", "restarted b#1 b#2 [x]", "up b#2");
        assertThat(outcomes).containsExactly(Outcome.UNDETERMINED);
        assertThat(received).as("what was meant for the old life").isEmpty();
        nodes.atA(() -> link.send(B, text("anew")));
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("anew");
    }

    @Test
    void sendsToAPeerThatStartsLater() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, SMALL);
        nodes.atA(() -> link.send(B, text("early")));
        nodes.network.runFor(Duration.ofSeconds(30));
        listenAtB(nodes);
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("early");
        assertThat(told).containsExactly("up b#1");
    }

    @Test
    void learnsThePeersLifeByAHelloWhereTheTransportDoesNotTellIt() {
        // b is cut off when it starts, so a is never told that it is up; the cut is then one-way, and silent.
        TwoNodes nodes = new TwoNodes(FaultPlan.builder().loss(0.5));
        nodes.network.partition(List.of(A), List.of(B));
        ReliableLink link = linkAtA(nodes, SMALL);
        listenAtB(nodes);
        nodes.atA(() -> link.send(B, text("through the dark")));
        nodes.network.runFor(Duration.ofSeconds(1));
        nodes.network.heal();
        nodes.network.runFor(Duration.ofSeconds(30));
        assertThat(received).containsExactly("through the dark");
    }

    @Test
    void givesUpWhenItIsToldToAndGoesOnWithANewSession() {
        TwoNodes nodes = new TwoNodes();
        ReliableConfig config = ReliableConfig.builder()
                .giveUpAfter(Duration.ofSeconds(3))
                .maxTimeout(Duration.ofSeconds(1))
                .build();
        ReliableLink link = linkAtA(nodes, config);
        listenAtB(nodes);
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.atA(() -> link.send(B, text("zero")));
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.network.partition(List.of(A), List.of(B));
        nodes.atA(() -> {
            link.send(B, text("one"));
            link.send(B, text("two"));
        });
        nodes.network.runFor(Duration.ofSeconds(10));
        assertThat(told).containsExactly("up b#1", "gave up b [one, two]");
        nodes.network.heal();
        nodes.atA(() -> link.send(B, text("three")));
        nodes.network.runFor(Duration.ofSeconds(10));
        assertThat(received).as("the receiver does not wait for the gap").containsExactly("zero", "three");
    }

    @Test
    void makesAWholeLostWindowGoodAtThePaceOfAcknowledgements() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, ReliableConfig.defaults());
        nodes.b().run(env -> {
            ReliableLink other = TwoNodes.reliable(env, ReliableConfig.defaults());
            other.onDeliver((from, message) -> received.add(text(message)));
            return other;
        });
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.network.apply(new FaultAction.Cut(List.of(A), List.of(B)));
        nodes.atA(() -> {
            for (int i = 0; i < 4096; i++) {
                link.send(B, text(Integer.toString(i)));
            }
        });
        nodes.network.runFor(Duration.ofMillis(100));
        nodes.network.heal();
        // One expiry of the first time-out, then 64 bursts of 64, each a round trip of 2 ms and an acknowledgement's
        // delay of 5 ms.
        nodes.network.runFor(Duration.ofMillis(100 + 64 * 8));
        assertThat(received).hasSize(4096);
    }

    @Test
    void neverMeasuresWhatItSentTwice() {
        // The first time-out of 200 ms is shorter than the round trip of 255: the acknowledgement that comes 55 ms
        // after the second
        // sending belongs to the first (Karn and Partridge 1987). Whoever measures these 55 ms sends everything twice
        // from then on.
        MemoryNetwork slow = MemoryNetwork.builder(TwoNodes.GROUP)
                .faults(FaultPlan.builder()
                        .delay(DelayLaw.constant(Duration.ofMillis(125)))
                        .build())
                .build();
        ReliableLink link = slow.node(A).run(env -> TwoNodes.reliable(env, ReliableConfig.defaults()));
        slow.node(B).run(env -> {
            ReliableLink other = TwoNodes.reliable(env, ReliableConfig.defaults());
            other.onDeliver((from, message) -> received.add(text(message)));
            return other;
        });
        slow.runFor(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            slow.node(A).execute(() -> link.send(B, text("m")));
            slow.runFor(Duration.ofSeconds(1));
        }
        assertThat(received).hasSize(10);
        slow.node(A).execute(() -> assertThat(link.to(B).stats().retransmits()).isEqualTo(1));
        slow.runFor(Duration.ZERO);
    }

    @Test
    void doesNotGiveUpAPeerThatAnswers() {
        TwoNodes nodes = new TwoNodes(FaultPlan.builder().loss(0.5));
        ReliableConfig config = ReliableConfig.builder()
                .giveUpAfter(Duration.ofSeconds(1))
                .maxTimeout(Duration.ofMillis(200))
                .build();
        ReliableLink link = linkAtA(nodes, config);
        listenAt(nodes.network, config);
        for (int i = 0; i < 2_000; i++) {
            nodes.atA(() -> assertThat(link.offer(B, text("m"))).isTrue());
            nodes.network.runFor(Duration.ofMillis(5));
        }
        nodes.network.runFor(Duration.ofSeconds(30));
        assertThat(received).hasSize(2_000);
        assertThat(told).containsExactly("up b#1");
    }

    @Test
    void aCallbackThatThrowsKeepsNobodyElseWaiting() {
        MemoryNetwork network =
                MemoryNetwork.builder(TwoNodes.GROUP).reportingProgramFailures().build();
        ReliableLink link = network.node(A).run(env -> {
            ReliableLink built = TwoNodes.reliable(env, SMALL);
            built.onPeer(new PeerListener() {
                @Override
                public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
                    throw new IllegalStateException("planted");
                }
            });
            return built;
        });
        listenAt(network, SMALL);
        network.runFor(Duration.ofMillis(10));
        network.crash(B);
        network.node(A).execute(() -> {
            for (int i = 0; i < 4; i++) {
                link.claim(B, 0);
                link.commit(outcome -> {
                    told.add(outcome.name());
                    throw new IllegalStateException("planted");
                });
            }
            assertThat(link.offer(B, text("full"))).isFalse();
            for (int i = 0; i < 3; i++) {
                link.to(B).whenReady(() -> {
                    told.add("ready");
                    throw new IllegalStateException("planted");
                });
            }
        });
        network.recover(B);
        network.runFor(Duration.ofSeconds(1));
        assertThat(told).containsOnly("UNDETERMINED", "ready").hasSize(7);
        network.node(A).execute(() -> link.send(B, text("late")));
        network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("late");
    }

    private void listenAt(MemoryNetwork network, ReliableConfig config) {
        network.node(B).run(env -> {
            ReliableLink other = TwoNodes.reliable(env, config);
            other.onDeliver((from, message) -> received.add(text(message)));
            return other;
        });
    }

    @Test
    void doesNotAcknowledgeWhatNobodyTakes() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, SMALL);
        ReliableLink deaf = nodes.b().run(env -> TwoNodes.reliable(env, SMALL));
        nodes.atA(() -> link.send(B, text("patience")));
        nodes.network.runFor(Duration.ofSeconds(5));
        assertThat(statsAtA(nodes, link).inFlight()).isEqualTo(1);
        nodes.b().execute(() -> deaf.onDeliver((from, message) -> received.add(text(message))));
        nodes.network.runFor(Duration.ofSeconds(10));
        assertThat(received).containsExactly("patience");
        assertThat(statsAtA(nodes, link).inFlight()).isZero();
    }

    @Test
    void sendsNothingAgainOnAQuietNetwork() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, ReliableConfig.defaults());
        listenAtB(nodes);
        for (int i = 0; i < 100; i++) {
            nodes.atA(() -> link.send(B, text("m")));
            nodes.network.runFor(Duration.ofMillis(7));
        }
        assertThat(received).hasSize(100);
        assertThat(statsAtA(nodes, link).retransmits()).isZero();
    }

    @Test
    void reportsBytesThatMeanNothingAndGoesOn() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, SMALL);
        Wire liar = nodes.b().run(env -> env.open(CHANNEL));
        SplittableRandom random = new SplittableRandom(1);
        nodes.network.runFor(Duration.ofMillis(10));
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) (1 + random.nextInt(5));
            }
            nodes.b()
                    .execute(() ->
                            assertThat(liar.offer(A, ByteBuffer.wrap(bytes))).isTrue());
            nodes.network.runFor(Duration.ofMillis(1));
        }
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(nodes.faults).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.who()).isEqualTo(B);
            assertThat(fault.kind()).isIn(Fault.Kind.MALFORMED_MESSAGE, Fault.Kind.PROTOCOL_VIOLATION);
            assertThat(fault.evidence()).contains("ReliableLink on channel 'test'");
        });
        assertThat(received).isEmpty();
        nodes.atA(() -> assertThat(link.offer(B, text("alive"))).isTrue());
    }

    @Test
    void reportsAnAcknowledgementOfWhatWasNeverSent() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, SMALL);
        Wire liar = nodes.b().run(env -> env.open(CHANNEL));
        nodes.atA(() -> link.send(B, text("m")));
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.b().execute(() -> {
            ByteBuffer ack = ByteBuffer.allocate(ReliableFrame.ackBytes(0));
            ReliableFrame.writeCommon(ack, ReliableFrame.ACK, 1, 1);
            ack.putInt(0).putLong(7).putLong(0).putInt(0).put((byte) 0).flip();
            assertThat(liar.offer(A, ack)).isTrue();
        });
        nodes.network.runFor(Duration.ofMillis(10));
        assertThat(nodes.faults).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.PROTOCOL_VIOLATION);
            assertThat(fault.evidence()).contains("sequence 6 was acknowledged but not sent");
        });
        assertThat(statsAtA(nodes, link).inFlight()).isEqualTo(1);
    }

    @Test
    void refusesMisuseByName() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = linkAtA(nodes, SMALL);
        assertThatThrownBy(() -> link.offer(B, text("x"))).hasMessageContaining("belongs to the loop of node 'a'");
        nodes.atA(() -> {
            assertThatThrownBy(() -> link.claim(B, 257)).hasMessage("bytes: must be 0 to 256, but was 257");
            assertThatThrownBy(() -> link.offer(NodeId.of("x"), text("x"))).hasMessageContaining("'x'");
            assertThatThrownBy(link::commit).hasMessageContaining("no claim is open");
            link.claim(B, 1);
            assertThatThrownBy(() -> link.claim(B, 1)).hasMessageContaining("a claim is open");
            link.abandon();
            assertThat(link.to(B).stats().sent()).isZero();
        });
    }

    @Test
    void refusesWrongSettingsByName() {
        assertThatThrownBy(() -> ReliableConfig.builder().window(100).build())
                .hasMessage("window: must be a power of two from 1 to 65536, but was 100");
        assertThatThrownBy(() -> ReliableConfig.builder().windowBytes(10).build())
                .hasMessageContaining("windowBytes");
        assertThatThrownBy(() ->
                        ReliableConfig.builder().initialTimeout(Duration.ZERO).build())
                .hasMessageContaining("initialTimeout");
        assertThatThrownBy(() -> ReliableConfig.builder()
                        .minTimeout(Duration.ofMillis(5))
                        .build())
                .hasMessage("minTimeout: must be above PT0.005S, but was PT0.005S");
        assertThatThrownBy(() -> ReliableConfig.builder()
                        .maxTimeout(Duration.ofMillis(100))
                        .build())
                .hasMessageContaining("maxTimeout");
        assertThatThrownBy(() ->
                        ReliableConfig.builder().giveUpAfter(Duration.ZERO).build())
                .hasMessageContaining("giveUpAfter");
        assertThatThrownBy(() -> ReliableConfig.builder()
                        .acknowledgementDelay(Duration.ofNanos(-1))
                        .build())
                .hasMessageContaining("acknowledgementDelay");
    }

    private static LinkStats statsAtA(TwoNodes nodes, ReliableLink link) {
        List<LinkStats> stats = new ArrayList<>();
        nodes.atA(() -> stats.add(link.to(B).stats()));
        return stats.get(0);
    }
}
