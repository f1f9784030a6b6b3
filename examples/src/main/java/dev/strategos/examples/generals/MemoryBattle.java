package dev.strategos.examples.generals;

import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plays a battle in memory, in virtual time: the same programs, and the same outcome for the same seed. */
final class MemoryBattle {

    private static final Duration LEAD = Duration.ofSeconds(1);

    private final Battle battle;
    private final Map<NodeId, GeneralReport> lastWords = new LinkedHashMap<>();

    MemoryBattle(Battle battle) {
        this.battle = battle;
    }

    BattleResult play() {
        Map<NodeId, Ed25519.Key> keys = BattleKeys.fromSeed(battle);
        Map<NodeId, General> generals = new LinkedHashMap<>();
        Duration most = battle.delta().dividedBy(20);
        try (MemoryNetwork network = MemoryNetwork.builder(battle.group())
                .seed(battle.seed())
                .model(new SystemModel(NetworkModel.FAIR_LOSS, battle.nodes(), battle.timing()))
                .faults(FaultPlan.builder()
                        .delay(DelayLaw.uniform(most.dividedBy(10), most))
                        .build())
                .build()) {
            for (NodeId id : battle.group()) {
                generals.put(id, network.node(id).run(General.program(battle, BattleKeys.of(battle, id, keys), false)));
            }
            generals.forEach((id, general) -> network.node(id)
                    .execute(() -> general.begin(
                            network.clockReading(id, LEAD), round -> closed(network, id, general, round))));
            network.runFor(LEAD.plus(battle.duration()).plus(battle.delta()));
        }
        return new BattleResult(battle, new BattleResult.Stage("memory", false, 1, true), reports(generals));
    }

    private void closed(MemoryNetwork network, NodeId id, General general, int round) {
        if (battle.kill() != null && battle.kill().equals(new Battle.Kill(id, round))) {
            lastWords.put(id, general.lastWords(round));
            network.crash(id);
        }
    }

    private Map<NodeId, GeneralReport> reports(Map<NodeId, General> generals) {
        Map<NodeId, GeneralReport> reports = new LinkedHashMap<>();
        generals.forEach((id, general) -> {
            GeneralReport words = lastWords.get(id);
            GeneralReport report = words != null ? words : general.report().getNow(null);
            if (report == null) {
                throw new CouldNotRunException(id + " neither decided nor died: the run is broken");
            }
            reports.put(id, report);
        });
        return reports;
    }
}
