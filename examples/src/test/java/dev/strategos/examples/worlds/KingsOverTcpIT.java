package dev.strategos.examples.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.KingAlgorithm;
import dev.strategos.byzantine.KingConsensus;
import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.examples.camp.CampLink;
import dev.strategos.examples.process.Loopback;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consensus with kings over loopback TCP costs exactly what theory says, as it does in memory. */
class KingsOverTcpIT {

    private static final Duration DELTA = Duration.ofSeconds(10);

    /** One general, on its node's loop but for the futures. */
    private static final class Courtier {
        private final KingAlgorithm algorithm;
        private final CampLink link;
        private final KingConsensus<String> protocol;
        private final CompletableFuture<String> decision = new CompletableFuture<>();
        private final CompletableFuture<Counters> counters = new CompletableFuture<>();

        Courtier(Environment env, KingAlgorithm algorithm, int faults) {
            this.algorithm = algorithm;
            this.link = new CampLink(env, true);
            this.protocol = KingConsensus.over(
                    link.link(), GroupConfig.of(env.group(), Codec.utf8(), "retreat"), algorithm, faults);
        }

        void propose(Group group, long startNanos) {
            var consensus =
                    protocol.propose(new InstanceId(group.member(0), 1), "attack", protocol.scheduleFrom(startNanos));
            consensus.onDecision(decision::complete);
            int phases = algorithm.stopsEarly() ? Math.min(2, protocol.faults() + 1) : protocol.faults() + 1;
            int end = phases * algorithm.roundsPerPhase();
            consensus.onRoundClosed(round -> {
                if (round == end) {
                    counters.complete(consensus.counters());
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "KING, 4, 1", "KING, 7, 2", "KING, 10, 3", "KING, 13, 4", "KING, 16, 5",
        "PHASE_KING, 5, 1", "PHASE_KING, 7, 1", "PHASE_KING, 10, 2", "PHASE_KING, 13, 3", "PHASE_KING, 16, 3",
        "EARLY_KING, 7, 2", "EARLY_PHASE_KING, 9, 2"
    })
    void countsAsTheoryDoes(KingAlgorithm algorithm, int n, int t) throws Exception {
        Group group =
                Group.of(IntStream.range(0, n).mapToObj(i -> NodeId.of("g" + i)).toList());
        Map<NodeId, InetSocketAddress> addresses = Loopback.freeAddresses(group);
        Queue<Fault> faults = new ConcurrentLinkedQueue<>();
        List<NettyNode> nodes = new ArrayList<>();
        try {
            List<Courtier> courtiers = new ArrayList<>();
            for (NodeId id : group) {
                NettyNode node = NettyNode.start(NettyConfig.builder(id)
                        .cluster("kings")
                        .group(group)
                        .plainText()
                        .nodeModel(NodeModel.byzantine(t))
                        .timingModel(TimingModel.synchronous(DELTA, 0, Duration.ofMillis(100)))
                        .listen(addresses.get(id))
                        .addresses(addresses::get)
                        .faults(faults::add)
                        .build());
                nodes.add(node);
                courtiers.add(node.run(env -> new Courtier(env, algorithm, t)));
            }
            for (Courtier courtier : courtiers) {
                courtier.link.allMet().get(60, TimeUnit.SECONDS);
            }
            faults.clear();
            long start = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            for (int i = 0; i < n; i++) {
                Courtier courtier = courtiers.get(i);
                assertThat(nodes.get(i).execute(() -> courtier.propose(group, start)))
                        .isTrue();
            }
            Counters total = Counters.ZERO;
            for (Courtier courtier : courtiers) {
                assertThat(courtier.decision.get(60, TimeUnit.SECONDS)).isEqualTo("attack");
                total = total.plus(courtier.counters.get(60, TimeUnit.SECONDS));
            }
            assertThat(total.physicalMessages()).isEqualTo(algorithm.messages(n, t));
            assertThat(faults).isEmpty();
        } finally {
            nodes.forEach(NettyNode::close);
        }
    }
}
