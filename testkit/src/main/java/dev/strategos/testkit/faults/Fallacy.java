package dev.strategos.testkit.faults;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The eight fallacies of distributed computing (Deutsch and others at Sun Microsystems, 1994–1997), each as what goes wrong for those who
 * believe it. What a preset does at an instant, it does within ten seconds.
 *
 * <pre>{@code
 * sim.nodes("a", "b", "c").refute(Fallacy.THE_NETWORK_IS_RELIABLE).start(Counter::new);
 * }</pre>
 */
public enum Fallacy implements FaultLaw {

    /** Frames are lost: 5 to 50 % of them. */
    THE_NETWORK_IS_RELIABLE {
        @Override
        void add(SwarmDraw draw) {
            draw.plan().loss(draw.logUniform(0.05, 0.5));
        }
    },

    /** Frames take their time: a median of 50 to 500 ms, some much longer. */
    LATENCY_IS_ZERO {
        @Override
        void add(SwarmDraw draw) {
            draw.plan().delay(DelayLaw.logNormal(draw.duration(50_000_000, 500_000_000), 0.5));
        }
    },

    /** Between two nodes 500 to 5,000 bytes pass in a second; the rest waits. */
    BANDWIDTH_IS_INFINITE {
        @Override
        void add(SwarmDraw draw) {
            draw.plan().bytesPerSecond((long) draw.logUniform(500, 5_000));
        }
    },

    /**
     * Somebody listens to all that passes, inverts bits in 5 % of it and sends a tenth again later. A simulation puts the adversary below
     * its programs; the plan of faults has none.
     */
    THE_NETWORK_IS_SECURE,

    /** Routes change: in every second other pairs of nodes reach each other through other nodes only. */
    TOPOLOGY_DOES_NOT_CHANGE {
        @Override
        void add(SwarmDraw draw) {
            for (int second = 0; second < 10; second++) {
                otherRoutes(draw, Duration.ofSeconds(second));
            }
        }
    },

    /**
     * Somebody else rolls out another version: one node after the other restarts. {@code Versions.upgraded} lets a node run one program
     * before and another after that.
     */
    THERE_IS_ONE_ADMINISTRATOR {
        @Override
        void add(SwarmDraw draw) {
            long each = SPAN.toNanos() / draw.group().size();
            for (NodeId node : draw.group()) {
                long begin = each * draw.group().rank(node) + draw.below((int) Math.min(each / 2, 1 << 30));
                draw.plan().crash(Duration.ofNanos(begin), node);
                draw.plan().recover(Duration.ofNanos(begin + each / 10), node);
            }
        }
    },

    /**
     * Every message costs: 100, and 1 for each of its bytes, and a node has 100,000 to spend. A simulation keeps the account, and fails the
     * run when one is overdrawn; the plan of faults has none.
     */
    TRANSPORT_COST_IS_ZERO,

    /**
     * Nodes are unlike: some take frames of 32 to 512 bytes only, one is slow, and their clocks differ by up to a fifth. {@code
     * Versions.mixed} lets them run different programs too.
     */
    THE_NETWORK_IS_HOMOGENEOUS {
        @Override
        void add(SwarmDraw draw) {
            int slow = draw.below(draw.group().size());
            for (NodeId node : draw.group()) {
                int rank = draw.group().rank(node);
                if (rank != slow && draw.coin()) {
                    draw.plan().frameLimit(node, (int) draw.logUniform(32, 512));
                }
                draw.plan().clockRate(Duration.ZERO, node, 0.8 + draw.logUniform(1, 400) / 1_000);
            }
            draw.plan().slow(Duration.ZERO, draw.group().member(slow), draw.duration(1_000_000, 20_000_000));
            draw.plan().frameLimit(draw.group().member(slow), (int) draw.logUniform(32, 512));
        }
    };

    private static final Duration SPAN = Duration.ofSeconds(10);

    void add(SwarmDraw draw) {}

    @Override
    public FaultPlan draw(Group group, RandomGenerator random) {
        FaultPlan.Builder plan = FaultPlan.builder();
        add(new SwarmDraw(new SplittableRandom(random.nextLong()), group, SPAN.toNanos(), plan));
        return plan.build();
    }

    /** Cuts pairs, both ways, so that all nodes still reach each other through others: a random tree is left alone. */
    private static void otherRoutes(SwarmDraw draw, Duration at) {
        List<NodeId> joined = new ArrayList<>();
        draw.plan().heal(at);
        for (NodeId node : draw.shuffled()) {
            if (!joined.isEmpty()) {
                NodeId kept = joined.get(draw.below(joined.size()));
                for (NodeId other : joined) {
                    if (!other.equals(kept) && draw.below(4) > 0) {
                        draw.plan().partition(at, List.of(node), List.of(other));
                    }
                }
            }
            joined.add(node);
        }
    }
}
