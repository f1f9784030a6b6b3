package dev.strategos.byzantine;

import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetworkBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What generals in tests have in common before they meet: how many, who lies, and what the network does.
 *
 * @param <B> the builder itself
 */
abstract class AssemblyBuilder<B extends AssemblyBuilder<B>> {

    final int generals;
    final int faults;
    final List<Integer> traitors = new ArrayList<>();
    final List<Integer> puppets = new ArrayList<>();
    UnaryOperator<MemoryNetworkBuilder> network = UnaryOperator.identity();
    long seed;
    FaultPlan plan = FaultPlan.builder()
            .reordering(0.5)
            .delay(DelayLaw.uniform(Duration.ofMillis(1), Camp.DELTA.minusMillis(1)))
            .build();

    AssemblyBuilder(int generals, int faults) {
        this.generals = generals;
        this.faults = faults;
    }

    abstract B self();

    final B seed(long number) {
        seed = number;
        return self();
    }

    final B traitors(List<Integer> ranks) {
        traitors.addAll(ranks);
        return self();
    }

    final B faults(FaultPlan faultPlan) {
        plan = faultPlan;
        return self();
    }

    /** Generals without a program: the test sends for them. */
    final B puppets(Integer... ranks) {
        puppets.addAll(List.of(ranks));
        return self();
    }

    final B network(UnaryOperator<MemoryNetworkBuilder> change) {
        network = change;
        return self();
    }
}
