package dev.strategos.testkit.faults;

import dev.strategos.core.Group;
import dev.strategos.transport.memory.FaultPlan;
import java.util.random.RandomGenerator;

/**
 * Draws what goes wrong in one run.
 *
 * <p>It draws from the generator that it is given and from nothing else, so that a seed gives the same plan on every JDK.
 *
 * <pre>{@code
 * FaultLaw lossy = (group, random) -> FaultPlan.builder().loss(random.nextDouble(0.5)).build();
 * }</pre>
 */
@FunctionalInterface
public interface FaultLaw {

    /**
     * Draws a plan.
     *
     * @param group the nodes of the run
     * @param random where chance comes from
     * @return what goes wrong
     */
    FaultPlan draw(Group group, RandomGenerator random);
}
