package dev.strategos.examples.generals;

import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.CampProcesses;
import dev.strategos.examples.camp.CampSettings;
import dev.strategos.examples.launch.CouldNotRunException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays a battle over TCP: begins it, kills whom it is to kill, and gathers what the generals report. */
final class ProcessBattle {

    private final Battle battle;
    private final boolean plain;
    private final @Nullable Path scriptFile;

    /**
     * Prepares.
     *
     * @param scriptFile where the treason's script stands; null if it has none
     */
    ProcessBattle(Battle battle, boolean plain, @Nullable Path scriptFile) {
        this.battle = battle;
        this.plain = plain;
        this.scriptFile = scriptFile;
    }

    BattleResult play() {
        Map<NodeId, GeneralReport> reports = new LinkedHashMap<>();
        try (CampProcesses processes = CampProcesses.begin(battle.camp(), plain, GeneralPlay.NAME, this::play)) {
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

    private GeneralPlay play(NodeId general, CampSettings settings) {
        boolean traitor = battle.camp().isTraitor(general);
        return new GeneralPlay(
                settings,
                battle.order(),
                killedAfter(general),
                traitor && battle.treason().colludes(),
                traitor && scriptFile != null ? scriptFile.toAbsolutePath().toString() : null);
    }

    private @Nullable Integer killedAfter(NodeId general) {
        Battle.Kill kill = battle.kill();
        return kill != null && battle.isKilled(general) ? (Integer) kill.round() : null;
    }
}
