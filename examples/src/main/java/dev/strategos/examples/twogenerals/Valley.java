package dev.strategos.examples.twogenerals;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The valley between the two, where messengers are captured: plays one night, in virtual time. */
final class Valley {

    private static final Duration RIDE = Duration.ofMinutes(30);
    private static final SystemModel MODEL =
            new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashStop(), TimingModel.asynchronous());

    private Valley() {}

    /** Every messenger is captured with the same probability. */
    static Outcome play(Rule rule, double loss, int messengers, long seed) {
        FaultPlan plan =
                FaultPlan.builder().loss(loss).delay(DelayLaw.constant(RIDE)).build();
        return night(
                plan,
                seed,
                RIDE.multipliedBy(3),
                env -> General.withPlan(env, rule, messengers),
                env -> General.waiting(env, messengers));
    }

    /** A chain of acknowledgements, of which exactly the last is captured: link i departs i rides after dusk. */
    static Outcome playChainWithoutItsLast(int length) {
        boolean firstSendsLast = length % 2 == 1;
        List<NodeId> sender = List.of(firstSendsLast ? General.FIRST : General.SECOND);
        List<NodeId> receiver = List.of(firstSendsLast ? General.SECOND : General.FIRST);
        Duration justBefore = RIDE.multipliedBy(length).minus(RIDE.dividedBy(2));
        FaultPlan plan = FaultPlan.builder()
                .delay(DelayLaw.constant(RIDE))
                .cut(justBefore, sender, receiver)
                .build();
        return night(
                plan,
                0,
                RIDE.multipliedBy(length + 1L),
                env -> General.inChain(env, length),
                env -> General.inChain(env, length));
    }

    private static Outcome night(
            FaultPlan plan,
            long seed,
            Duration length,
            Function<Environment, General> first,
            Function<Environment, General> second) {
        try (MemoryNetwork network = MemoryNetwork.builder(Group.of(General.FIRST, General.SECOND))
                .seed(seed)
                .model(MODEL)
                .faults(plan)
                .build()) {
            network.runFor(RIDE);
            General two = network.node(General.SECOND).run(second::apply);
            General one = network.node(General.FIRST).run(first::apply);
            network.runFor(length);
            return Outcome.of(one.attacks(), two.attacks());
        }
    }
}
