package dev.strategos.testkit.bugs;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.testkit.properties.BroadcastProperties;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.Simulation;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Majority-acknowledgement uniform reliable broadcast (Cachin, Guerraoui, Rodrigues, section 3.4), with FIFO order; nodes crash and stay so. */
final class UniformBroadcast extends SmallNode {

    private final Map<List<Integer>, List<Integer>> relayers = new LinkedHashMap<>();
    private final Map<Integer, Integer> nextOf = new LinkedHashMap<>();
    private final TreeSet<Integer> relayed = new TreeSet<>();
    private int broadcasts;

    UniformBroadcast(Environment env, Bug bug) {
        super(env, bug);
    }

    static void scenario(Simulation sim, Bug bug) {
        Replicas<UniformBroadcast> nodes = sim.nodes("a", "b", "c", "d", "e")
                .faults(UniformBroadcast::crashes)
                .start(env -> new UniformBroadcast(env, bug));
        sim.inputs(20, Duration.ofSeconds(2), nodes, random -> "news", (node, news) -> node.broadcast());
        sim.run(Duration.ofSeconds(10));
        BroadcastProperties.of(
                        "seed " + sim.seed(),
                        sim.trace(),
                        "x",
                        "urb",
                        sim.network().group().members())
                .noCreation()
                .noDuplication()
                .fifoDelivery()
                .validity()
                .agreement()
                .uniformAgreement();
    }

    /** Nothing is lost, but all else may happen to a frame, and one or two of five nodes crash. */
    private static FaultPlan crashes(Group group, RandomGenerator random) {
        FaultPlan.Builder plan = FaultPlan.builder()
                .duplication(random.nextDouble() / 2)
                .reordering(random.nextDouble())
                .delay(DelayLaw.uniform(Duration.ZERO, Duration.ofMillis(1 + random.nextInt(50))));
        int first = random.nextInt(5);
        int instant = random.nextInt(2_000);
        plan.crash(Duration.ofMillis(instant), group.member(first));
        if (random.nextBoolean()) {
            // Neighbours are the next to hear from one another.
            plan.crash(Duration.ofMillis(instant + random.nextInt(200)), group.member((first + 1) % 5));
        }
        return plan.build();
    }

    private void broadcast() {
        int number = ++broadcasts;
        for (int to = 0; to < size; to++) {
            MessageId id = new MessageId(new Peer(env.self(), env.incarnation()), node(to), number);
            env.tracer().trace(new TraceEvent.Send("x", "urb", id, 8));
        }
        relay(rank, number);
    }

    /** One recipient after the other, so that a crash may come between them. */
    private void relay(int origin, int number) {
        relayed.add(origin * 1_000 + number);
        for (int i = 0; i < size; i++) {
            int to = (rank + i) % size;
            env.schedule(Duration.ofMillis(100L * i), () -> send(to, origin, number));
        }
    }

    @Override
    void received(int from, int[] message) {
        int origin = has(Bug.BROADCAST_NAMES_THE_RELAYER) ? from : message[0];
        int number = message[1];
        List<Integer> who = relayers.computeIfAbsent(List.of(origin, number), each -> new ArrayList<>());
        if (!who.contains(from) || has(Bug.BROADCAST_COUNTS_A_RELAYER_TWICE)) {
            who.add(from);
        }
        if (!relayed.contains(origin * 1_000 + number) && !has(Bug.BROADCAST_NEVER_RELAYS)) {
            relay(origin, number);
        }
        deliverAll(origin, number);
    }

    private void deliverAll(int origin, int number) {
        if (has(Bug.BROADCAST_LETS_OVERTAKE)) {
            if (mayDeliver(origin, number) && !nextOf.containsKey(origin * 1_000 + number)) {
                nextOf.put(origin * 1_000 + number, 1);
                deliver(origin, number);
            }
            return;
        }
        for (int next = nextOf.getOrDefault(origin, 1); mayDeliver(origin, next); next++) {
            deliver(origin, next);
            nextOf.put(origin, has(Bug.BROADCAST_DELIVERS_AGAIN) && next == number ? next : next + 1);
            if (has(Bug.BROADCAST_DELIVERS_AGAIN) && next == number) {
                return;
            }
        }
    }

    private boolean mayDeliver(int origin, int number) {
        int count = relayers.getOrDefault(List.of(origin, number), List.of()).size();
        if (has(Bug.BROADCAST_DELIVERS_AT_ONCE) || has(Bug.BROADCAST_NEVER_RELAYS)) {
            return count > 0;
        }
        return has(Bug.BROADCAST_HALF_IS_A_MAJORITY) ? count >= size / 2 : count > size / 2;
    }

    private void deliver(int origin, int number) {
        MessageId id = new MessageId(new Peer(node(origin), new Incarnation(1)), env.self(), number);
        env.tracer().trace(new TraceEvent.Deliver("x", "urb", id, 8));
    }
}
