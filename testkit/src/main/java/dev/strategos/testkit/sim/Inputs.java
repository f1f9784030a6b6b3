package dev.strategos.testkit.sim;

import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What comes in from outside, each at its instant. What one input is does not depend on whether another is left out. */
final class Inputs {

    private final SplittableRandom random;
    private final Script script;
    private final PriorityQueue<Due> pending = new PriorityQueue<>(
            Comparator.comparing((Due due) -> due.input.at()).thenComparing(due -> due.input.index()));
    private int drawn;

    private record Due(Decision.Input input, Runnable arrival) {}

    Inputs(SplittableRandom random, Script script) {
        this.random = random;
        this.script = script;
    }

    <A, I> void draw(
            int count,
            Duration from,
            Duration within,
            List<NodeId> nodes,
            Replicas<A> replicas,
            Function<? super RandomGenerator, ? extends I> values,
            BiConsumer<? super A, ? super I> application) {
        for (int i = 0; i < count; i++) {
            SplittableRandom own = random.split();
            Duration at = from.plusNanos(own.nextLong(within.toNanos()));
            NodeId node = nodes.get(own.nextInt(nodes.size()));
            I value = values.apply(own);
            Decision.Input input = new Decision.Input(drawn++, at, node, String.valueOf(value));
            pending.add(new Due(input, () -> replicas.input(input, handle -> application.accept(handle, value))));
        }
    }

    /** The instants up to a limit at which something comes in. */
    List<Duration> instantsUntil(Duration limit) {
        return new ArrayList<>(pending.stream()
                .map(due -> due.input.at())
                .filter(at -> at.compareTo(limit) <= 0)
                .sorted()
                .distinct()
                .toList());
    }

    /** Lets in what is due. */
    void arrive(Duration now) {
        for (Due due = pending.peek(); due != null && due.input.at().compareTo(now) <= 0; due = pending.peek()) {
            pending.remove();
            if (script.follows(due.input)) {
                due.arrival.run();
            }
        }
    }
}
