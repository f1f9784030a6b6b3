package dev.strategos.examples.generals;

import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.CampProcesses;
import dev.strategos.examples.launch.CouldNotRunException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays a battle over TCP: begins it, kills whom it is to kill, and gathers what the generals report. */
final class ProcessBattle {

    private final Battle battle;
    private final boolean plain;

    ProcessBattle(Battle battle, boolean plain) {
        this.battle = battle;
        this.plain = plain;
    }

    BattleResult play() {
        Map<NodeId, GeneralReport> reports = new LinkedHashMap<>();
        try (CampProcesses processes = CampProcesses.begin(
                battle.camp(),
                plain,
                GeneralPlay.NAME,
                (general, settings) -> new GeneralPlay(settings, battle.order(), killedAfter(general)))) {
            Battle.Kill kill = battle.kill();
            GeneralReport lastWords = null;
            if (kill != null) {
                lastWords = processes.await(kill.general(), "reached", GeneralReport.class);
                processes.get(kill.general()).kill();
            }
            for (NodeId general : battle.camp().group()) {
                GeneralReport report = lastWords != null && battle.isKilled(general)
                        ? lastWords
                        : processes.await(general, "finished", GeneralReport.class);
                if (report.missedStart()) {
                    throw new CouldNotRunException(
                            general + " missed the common start: this machine is too busy; try again");
                }
                reports.put(general, report);
            }
        }
        return new BattleResult(
                battle,
                new BattleResult.Stage("tcp", !plain, battle.camp().group().size(), false),
                reports);
    }

    private @Nullable Integer killedAfter(NodeId general) {
        Battle.Kill kill = battle.kill();
        return kill != null && battle.isKilled(general) ? (Integer) kill.round() : null;
    }
}
