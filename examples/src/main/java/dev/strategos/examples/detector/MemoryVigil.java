package dev.strategos.examples.detector;

import dev.strategos.core.NodeId;
import dev.strategos.links.FairLossLink;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Watches in memory, in virtual time: the same seed, the same story. */
final class MemoryVigil {

    private static final String CHANNEL = "detector";

    private final Scenario scenario;

    MemoryVigil(Scenario scenario) {
        this.scenario = scenario;
    }

    VigilResult play() {
        FaultPlan calm = FaultPlan.builder()
                .delay(DelayLaw.exponential(Duration.ofMillis(1), Duration.ofMillis(2)))
                .build();
        try (MemoryNetwork network = MemoryNetwork.builder(scenario.group())
                .seed(scenario.seed())
                .faults(calm)
                .build()) {
            Map<NodeId, Sentinel> sentinels = new LinkedHashMap<>();
            for (NodeId id : scenario.group()) {
                sentinels.put(
                        id,
                        network.node(id)
                                .run(env -> new Sentinel(
                                        FairLossLink.over(env.open(CHANNEL)),
                                        scenario.config(),
                                        () -> network.now().toMillis(),
                                        sighting -> {})));
            }
            network.runFor(scenario.quietUntil());
            long mishap = network.now().toMillis();
            strike(network);
            network.runFor(scenario.until().minus(network.now()));
            Map<NodeId, SentinelReport> reports = new LinkedHashMap<>();
            sentinels.forEach((id, sentinel) -> {
                boolean dead = scenario.mishap() == Mishap.KILL && id.equals(scenario.victim());
                if (!dead) {
                    network.node(id).execute(() -> reports.put(id, sentinel.report()));
                }
            });
            network.runFor(Duration.ZERO);
            return VigilResult.of(scenario, "memory", 0, mishap, reports);
        }
    }

    private void strike(MemoryNetwork network) {
        NodeId victim = scenario.victim();
        switch (scenario.mishap()) {
            case NONE -> {}
            case KILL -> network.crash(victim);
            case PAUSE -> network.pause(victim, scenario.length());
            case PARTITION -> {
                network.partition(scenario.group().others(victim), List.of(victim));
                network.runFor(scenario.length());
                network.heal();
            }
        }
    }
}
