package dev.strategos.testkit.fallacies;

import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.SimTest;
import dev.strategos.testkit.sim.Simulation;
import java.time.Duration;

/** Gossip whose state only grows agrees in the end, whatever went wrong before. */
class GossipSimulationTest {

    @SimTest(
            seeds = 300,
            twice = true,
            pinned = {-1, Long.MAX_VALUE})
    void countersAgree(Simulation sim) {
        Replicas<Counters.Gossiped> counters =
                sim.nodes("a", "b", "c").faults(Swarm.standard()).start(Counters.Gossiped::new);
        sim.inputs(20, Duration.ofSeconds(5), counters, random -> 1 + random.nextInt(9), Counters.Gossiped::add);
        sim.runThenHeal(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                "counters agree",
                () -> counters.agree(Counters.Gossiped::getAsInt));
    }
}
