package dev.strategos.testkit.faults;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One kind's part in one run. */
final class SwarmDraw {

    private final SplittableRandom random;
    private final Group group;
    private final long span;
    private final FaultPlan.Builder plan;
    private final Map<Duration, NodeId> crashed = new LinkedHashMap<>();

    private record Down(int node, long from, long to) {}

    SwarmDraw(SplittableRandom random, Group group, long span, FaultPlan.Builder plan) {
        this.random = random;
        this.group = group;
        this.span = span;
        this.plan = plan;
    }

    FaultPlan.Builder plan() {
        return plan;
    }

    Group group() {
        return group;
    }

    /** When which node crashed. */
    Map<Duration, NodeId> crashed() {
        return crashed;
    }

    boolean coin() {
        return random.nextBoolean();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** As likely to be between 1 and 2 as between 10 and 20. */
    double logUniform(double least, double most) {
        double power = StrictMath.log(least) + random.nextDouble() * (StrictMath.log(most) - StrictMath.log(least));
        return Math.min(most, Math.max(least, StrictMath.exp(power)));
    }

    Duration duration(long leastNanos, long mostNanos) {
        return Duration.ofNanos((long) logUniform((double) leastNanos, (double) mostNanos));
    }

    /** The nodes in any order. */
    List<NodeId> shuffled() {
        List<NodeId> left = new ArrayList<>(group.members());
        List<NodeId> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            shuffled.add(left.remove(below(left.size())));
        }
        return shuffled;
    }

    private NodeId node() {
        return group.member(below(group.size()));
    }

    private long instant() {
        return random.nextLong(span);
    }

    /** Two or more sides for a while, one after the other. */
    void cuts(boolean bothWays) {
        if (group.size() < 2) {
            return;
        }
        for (int count = 1 + below(4); count > 0; count--) {
            List<NodeId> one = new ArrayList<>();
            List<NodeId> other = new ArrayList<>();
            group.forEach(node -> (coin() ? one : other).add(node));
            if (one.isEmpty() || other.isEmpty()) {
                continue;
            }
            long from = instant();
            long to = from + random.nextLong(span - from);
            plan.cut(Duration.ofNanos(from), one, other);
            if (bothWays) {
                plan.cut(Duration.ofNanos(from), other, one);
            }
            plan.heal(Duration.ofNanos(to));
        }
    }

    void crashes(int mostDown) {
        List<Down> downs = new ArrayList<>();
        for (int count = 1 + below(6); count > 0; count--) {
            long from = instant();
            // As often for milliseconds as for seconds: a node that is back at once meets what was meant for its last
            // life.
            double most = span - (double) from;
            long length = (long) logUniform(Math.min(1_000_000, most), most);
            Down down = new Down(below(group.size()), from, from + length);
            List<Down> meanwhile = downs.stream()
                    .filter(other -> other.from <= down.to && down.from <= other.to)
                    .toList();
            if (meanwhile.size() < mostDown && meanwhile.stream().noneMatch(other -> other.node == down.node)) {
                downs.add(down);
                NodeId node = group.member(down.node);
                crashed.put(Duration.ofNanos(from), node);
                plan.crash(Duration.ofNanos(from), node);
                plan.recover(Duration.ofNanos(down.to), node);
            }
        }
    }

    void pauses() {
        NodeId often = node();
        for (int count = below(20); count > 0; count--) {
            plan.pause(Duration.ofNanos(instant()), often, duration(1_000_000, 50_000_000));
        }
        if (coin()) {
            plan.pause(Duration.ofNanos(instant()), node(), duration(500_000_000, 5_000_000_000L));
        }
    }

    void slowness() {
        NodeId slow = node();
        long from = instant();
        plan.slow(Duration.ofNanos(from), slow, duration(100_000, 50_000_000));
        plan.slow(Duration.ofNanos(from + random.nextLong(span - from)), slow, Duration.ZERO);
    }

    void clockRates() {
        double drift = logUniform(0.000_01, 0.5);
        for (NodeId node : group) {
            for (int count = 1 + below(3); count > 0; count--) {
                double rate = 1 + drift * (2 * random.nextDouble() - 1);
                plan.clockRate(Duration.ofNanos(instant()), node, rate);
            }
        }
    }

    void clockJumps() {
        for (int count = 1 + below(4); count > 0; count--) {
            FaultAction jump = new FaultAction.ClockJump(node(), duration(1_000_000, 60_000_000_000L));
            plan.at(Duration.ofNanos(instant()), jump);
        }
    }
}
