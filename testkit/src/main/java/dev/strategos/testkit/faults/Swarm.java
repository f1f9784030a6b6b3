package dev.strategos.testkit.faults;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of faults that is another one for every seed: each kind takes part in about half of all runs, mildly in one and fiercely in
 * another. Bugs that one fault hides from another are found so (Groce, Zhang, Eide, Chen, Regehr: Swarm Testing, ISSTA 2012).
 *
 * <pre>{@code
 * sim.nodes("a", "b", "c").faults(Swarm.standard().without(Swarm.Fault.CRASH).over(Duration.ofSeconds(5)));
 * }</pre>
 *
 * <p>What one kind draws does not depend on which others may take part. Immutable, for any thread.
 */
public final class Swarm implements FaultLaw {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final EnumSet<Fault> kinds;
    private final Duration span;
    private final OptionalInt mostDown;

    /** What can go wrong. */
    public enum Fault {
        /** Frames are lost. */
        LOSS,
        /** Frames arrive twice. */
        DUPLICATION,
        /** Frames overtake each other. */
        REORDERING,
        /** Frames take their time, by a law drawn for the run. */
        DELAY,
        /** What passes between two nodes is limited. */
        BANDWIDTH,
        /** The nodes are parted in two for a while. */
        PARTITION,
        /** What some nodes send to others is lost for a while, and not the other way. */
        ONE_WAY_CUT,
        /** Nodes crash, and most recover. */
        CRASH,
        /** Nodes stand still, shortly and often, or once for seconds, as garbage collectors make them. */
        PAUSE,
        /** A node is slow for a while. */
        SLOWNESS,
        /** Clocks run too fast or too slow, and that changes. */
        CLOCK_RATE,
        /** Clocks jump forwards. */
        CLOCK_JUMP,
        /** What a crash interrupted in the middle of a sync is on the disk after all. Without {@link #CRASH} nothing. */
        UNCONFIRMED_SYNC
    }

    private Swarm(EnumSet<Fault> kinds, Duration span, OptionalInt mostDown) {
        this.kinds = kinds;
        this.span = span;
        this.mostDown = mostDown;
    }

    /**
     * All kinds, within ten seconds, and at most a minority down at the same time: what nodes that crash and recover, under partial
     * synchrony and over fair-loss channels, have to live with.
     *
     * @return the swarm
     */
    public static Swarm standard() {
        return new Swarm(EnumSet.allOf(Fault.class), Duration.ofSeconds(10), OptionalInt.empty());
    }

    /**
     * These kinds only, within ten seconds.
     *
     * @param first one kind
     * @param others more
     * @return the swarm
     */
    public static Swarm of(Fault first, Fault... others) {
        return new Swarm(EnumSet.of(first, others), Duration.ofSeconds(10), OptionalInt.empty());
    }

    /**
     * Without some kinds. What the others draw stays the same.
     *
     * @param absent which
     * @return the changed copy
     */
    public Swarm without(Fault... absent) {
        EnumSet<Fault> left = EnumSet.copyOf(kinds);
        List.of(absent).forEach(left::remove);
        return new Swarm(left, span, mostDown);
    }

    /**
     * Within another time: all that is done at an instant is done before it is over.
     *
     * @param time one millisecond to a hundred years; default ten seconds
     * @return the changed copy
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public Swarm over(Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("time: must be PT0.001S to " + LONGEST + ", but was " + time);
        }
        return new Swarm(kinds, time, mostDown);
    }

    /**
     * How many nodes may be down at the same time.
     *
     * @param nodes zero or more; default the largest minority
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Swarm atMostDown(int nodes) {
        if (nodes < 0) {
            throw new IllegalArgumentException("nodes: must be zero or more, but was " + nodes);
        }
        return new Swarm(kinds, span, OptionalInt.of(nodes));
    }

    /**
     * The kinds that may take part.
     *
     * @return a copy
     */
    public Set<Fault> kinds() {
        return EnumSet.copyOf(kinds);
    }

    @Override
    public FaultPlan draw(Group group, RandomGenerator random) {
        FaultPlan.Builder plan = FaultPlan.builder();
        SwarmDraw crashes = null;
        for (Fault kind : Fault.values()) {
            SwarmDraw draw = new SwarmDraw(new SplittableRandom(random.nextLong()), group, span.toNanos(), plan);
            if (draw.coin() && kinds.contains(kind)) {
                crashes = kind == Fault.CRASH ? draw : crashes;
                add(kind, draw, crashes);
            }
        }
        return plan.build();
    }

    private void add(Fault kind, SwarmDraw draw, @Nullable SwarmDraw crashes) {
        FaultPlan.Builder plan = draw.plan();
        switch (kind) {
            case LOSS -> plan.loss(draw.logUniform(0.01, 0.5));
            case DUPLICATION -> plan.duplication(draw.logUniform(0.01, 0.5));
            case REORDERING -> plan.reordering(draw.logUniform(0.05, 1));
            case DELAY -> plan.delay(delay(draw));
            case BANDWIDTH -> plan.bytesPerSecond((long) draw.logUniform(10_000, 10_000_000));
            case PARTITION -> draw.cuts(true);
            case ONE_WAY_CUT -> draw.cuts(false);
            case CRASH -> draw.crashes(mostDown.orElse((draw.group().size() - 1) / 2));
            case PAUSE -> draw.pauses();
            case SLOWNESS -> draw.slowness();
            case CLOCK_RATE -> draw.clockRates();
            case CLOCK_JUMP -> draw.clockJumps();
            case UNCONFIRMED_SYNC -> {
                if (crashes != null) {
                    crashes.crashed().forEach((at, node) -> finishSyncs(draw, at, node));
                }
            }
        }
    }

    private static void finishSyncs(SwarmDraw draw, Duration at, NodeId node) {
        if (draw.coin()) {
            draw.plan().at(at, new FaultAction.FinishSyncs(node, 1 + draw.below(3)));
        }
    }

    private static DelayLaw delay(SwarmDraw draw) {
        Duration scale = draw.duration(10_000, 100_000_000);
        return switch (draw.below(3)) {
            case 0 -> DelayLaw.uniform(Duration.ZERO, scale);
            case 1 -> DelayLaw.exponential(Duration.ZERO, scale);
            default -> DelayLaw.logNormal(scale, draw.logUniform(0.1, 1.5));
        };
    }

    /** The kinds that may take part. */
    @Override
    public String toString() {
        return "Swarm" + kinds + " over " + span;
    }
}
