package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.LinkStats;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent again, when, and whether it was needed: RFC 8985 (RACK), RFC 2883 (D-SACK). */
class LossDetectionTest {

    private static final Group GROUP = TwoNodes.GROUP;

    private final Tap tap = new Tap();
    private final List<Integer> received = new ArrayList<>();
    private final List<Duration> times = new ArrayList<>();

    private ReliableLink sender(MemoryNetwork network) {
        network.node(B).run(env -> {
            ReliableLink link =
                    ReliableLink.over(FairLossLink.over(tap.on(env.open(CHANNEL))), ReliableConfig.defaults());
            link.onDeliver((from, message) -> {
                received.add(message.getInt());
                times.add(network.now());
            });
            return link;
        });
        ReliableLink link = network.node(A).run(env -> TwoNodes.reliable(env, ReliableConfig.defaults()));
        network.runFor(Duration.ofMillis(10));
        return link;
    }

    private static void send(MemoryNetwork network, ReliableLink link, int number) {
        network.node(A)
                .execute(() -> assertThat(link.offer(B, ByteBuffer.allocate(4).putInt(0, number)))
                        .isTrue());
        network.runFor(Duration.ZERO);
    }

    private static LinkStats stats(MemoryNetwork network, ReliableLink link) {
        List<LinkStats> stats = new ArrayList<>();
        network.node(A).execute(() -> stats.add(link.to(B).stats()));
        network.runFor(Duration.ZERO);
        return stats.get(0);
    }

    /** The message's number, of a data frame. */
    private static int number(ByteBuffer frame) {
        return isData(frame) ? frame.getInt(frame.limit() - Integer.BYTES) : -1;
    }

    private static boolean isData(ByteBuffer frame) {
        byte kind = frame.get(frame.position());
        return kind == ReliableFrame.DATA || kind == ReliableFrame.AGAIN;
    }

    @Test
    void aMessageThatIsLostAgainWaitsForARoundTripAndNotForTheTimer() {
        for (int losses = 1; losses <= 6; losses++) {
            received.clear();
            times.clear();
            TwoNodes nodes = new TwoNodes();
            ReliableLink link = sender(nodes.network);
            List<Duration> lost = new ArrayList<>();
            int most = losses;
            tap.lose = frame -> {
                boolean loses = number(frame) == 100 && lost.size() < most;
                if (loses) {
                    lost.add(nodes.network.now());
                }
                return loses;
            };
            for (int i = 0; i < 200; i++) {
                send(nodes.network, link, i);
                nodes.network.runFor(Duration.ofMillis(1));
            }
            nodes.network.runFor(Duration.ofSeconds(1));
            assertThat(received).hasSize(200);
            assertThat(lost).hasSize(losses);
            Duration first = lost.get(0);
            Duration repaired = times.get(received.indexOf(100)).minus(first);
            // Each time: a round trip of 2 ms, as it is smoothed with the acknowledgement's delay of 5 ms, and a
            // quarter
            // for what overtakes; and never the floor of the time-out, 20 ms.
            assertThat(repaired)
                    .as("repair of a message lost %s times", losses)
                    .isLessThanOrEqualTo(Duration.ofMillis(8).multipliedBy(losses));
        }
    }

    @Test
    void aThirdOfAllLostCostsRoundTripsOnly() {
        MemoryNetwork network = MemoryNetwork.builder(GROUP)
                .seed(1)
                .faults(FaultPlan.builder()
                        .loss(0.3)
                        .duplication(0.2)
                        .reordering(0.3)
                        .delay(DelayLaw.exponential(Duration.ofMillis(1), Duration.ofMillis(1)))
                        .build())
                .build();
        ReliableLink link = sender(network);
        network.node(A).execute(new Runnable() {
            private int next;

            @Override
            public void run() {
                for (; next < 10_000; next++) {
                    if (!link.offer(B, ByteBuffer.allocate(4).putInt(0, next))) {
                        link.to(B).whenReady(this);
                        return;
                    }
                }
            }
        });
        Duration start = network.now();
        assertThat(network.runUntil(() -> received.size() == 10_000, Duration.ofSeconds(1)))
                .isTrue();
        LinkStats stats = stats(network, link);
        // 0.3 / 0.7 of 10,000 are 4,286 that have to be sent again.
        assertThat(stats.retransmits()).isBetween(4_000L, 15_000L);
        assertThat(stats.spurious()).isBetween(1L, stats.retransmits() / 2);
        assertThat(network.now().minus(start)).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void whatOnlyTheAcknowledgementMissedIsCountedAsSpurious() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = sender(nodes.network);
        for (int i = 0; i < 10; i++) {
            send(nodes.network, link, i);
            nodes.network.runFor(Duration.ofMillis(20));
        }
        assertThat(stats(nodes.network, link).spurious()).isZero();
        nodes.network.apply(new FaultAction.Cut(List.of(B), List.of(A)));
        send(nodes.network, link, 10);
        // Sent again after 20 ms and after 60.
        nodes.network.runFor(Duration.ofMillis(70));
        nodes.network.apply(new FaultAction.Heal());
        nodes.network.runFor(Duration.ofSeconds(1));
        LinkStats stats = stats(nodes.network, link);
        assertThat(received).hasSize(11);
        assertThat(stats.retransmits()).isBetween(2L, 3L);
        assertThat(stats.spurious()).isEqualTo(stats.retransmits());
    }

    @Test
    void doesNotCountWhatTheNetworkRepeats() {
        TwoNodes nodes = new TwoNodes(FaultPlan.builder().duplication(1));
        ReliableLink link = sender(nodes.network);
        tap.lose = frame -> number(frame) % 3 == 1 && frame.get(frame.position()) == ReliableFrame.DATA;
        for (int i = 0; i < 60; i++) {
            send(nodes.network, link, i);
            nodes.network.runFor(Duration.ofMillis(2));
        }
        nodes.network.runFor(Duration.ofSeconds(1));
        LinkStats stats = stats(nodes.network, link);
        assertThat(received).hasSize(60);
        assertThat(stats.retransmits()).isEqualTo(20);
        assertThat(stats.spurious()).isZero();
    }

    @Test
    void learnsHowMuchMessagesOvertakeEachOther() {
        MemoryNetwork network = MemoryNetwork.builder(GROUP)
                .seed(1)
                .faults(FaultPlan.builder()
                        .reordering(0.5)
                        .delay(DelayLaw.uniform(Duration.ofMillis(4), Duration.ofMillis(6)))
                        .build())
                .build();
        ReliableLink link = sender(network);
        for (int i = 0; i < 10_000; i++) {
            send(network, link, i);
            network.runFor(Duration.ofMillis(1));
        }
        LinkStats stats = stats(network, link);
        assertThat(stats.spurious()).isBetween(1L, 100L);
    }

    @Test
    void tellsTheRoundTripAndTheWindowInUse() {
        TwoNodes nodes = new TwoNodes();
        ReliableLink link = sender(nodes.network);
        assertThat(stats(nodes.network, link).roundTrip()).isEmpty();
        send(nodes.network, link, 0);
        send(nodes.network, link, 1);
        assertThat(stats(nodes.network, link).inFlight()).isEqualTo(2);
        assertThat(stats(nodes.network, link).inFlightBytes()).isEqualTo(8);
        nodes.network.runFor(Duration.ofMillis(10));
        LinkStats stats = stats(nodes.network, link);
        assertThat(stats.inFlight()).isZero();
        assertThat(stats.inFlightBytes()).isZero();
        // Two ways of a millisecond, and the delay of the acknowledgement.
        assertThat(stats.roundTrip()).contains(Duration.ofMillis(7));
    }
}
