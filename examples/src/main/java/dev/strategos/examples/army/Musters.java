package dev.strategos.examples.army;

import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.CampKeys;
import dev.strategos.examples.camp.CampMemory;
import dev.strategos.examples.camp.CampProcesses;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.transport.memory.MemoryNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plays a muster: in memory, in virtual time, or with a process for each general over TCP. */
final class Musters {

    private Musters() {}

    static MusterResult inMemory(Muster muster) {
        Map<NodeId, Ed25519.Key> keys = CampKeys.fromSeed(muster.camp());
        Map<NodeId, Army> armies = new LinkedHashMap<>();
        try (MemoryNetwork network = CampMemory.network(muster.camp())) {
            for (NodeId id : muster.camp().group()) {
                armies.put(id, network.node(id).run(Army.program(muster, CampKeys.of(muster.camp(), id, keys), false)));
            }
            armies.forEach((id, army) ->
                    network.node(id).execute(() -> army.begin(network.clockReading(id, CampMemory.LEAD))));
            network.runFor(CampMemory.length(muster.camp()));
        }
        Map<NodeId, ArmyReport> reports = new LinkedHashMap<>();
        armies.forEach((id, army) -> {
            ArmyReport report = army.report().getNow(null);
            if (report == null) {
                throw new CouldNotRunException(id + " did not decide: the run is broken");
            }
            reports.put(id, report);
        });
        return new MusterResult(muster, "memory", false, reports);
    }

    static MusterResult inProcesses(Muster muster, boolean plain) {
        Map<NodeId, ArmyReport> reports = new LinkedHashMap<>();
        try (CampProcesses processes = CampProcesses.begin(
                muster.camp(), plain, ArmyPlay.NAME, (general, settings) -> new ArmyPlay(settings, muster.sizes()))) {
            for (NodeId general : muster.camp().group()) {
                ArmyReport report = processes.await(general, "finished", ArmyReport.class);
                if (report.missedStart()) {
                    throw new CouldNotRunException(
                            general + " missed the common start: this machine is too busy; try again");
                }
                reports.put(general, report);
            }
        }
        return new MusterResult(muster, "tcp", !plain, reports);
    }
}
