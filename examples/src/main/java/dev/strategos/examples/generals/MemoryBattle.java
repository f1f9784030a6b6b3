package dev.strategos.examples.generals;

import dev.strategos.byzantine.Agreement;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.CampKeys;
import dev.strategos.examples.camp.CampMemory;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.testkit.trace.MessageNotes;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays a battle in memory, in virtual time: the same programs, and the same outcome for the same seed. */
final class MemoryBattle {

    /** Without bounds on time a run has none either: so many times the length of one in rounds. */
    private static final int MOST_PATIENCE = 100;

    private final Battle battle;
    private final Map<NodeId, Agreement<String>> agreements = new LinkedHashMap<>();
    private final Map<NodeId, GeneralReport> lastWords = new LinkedHashMap<>();

    MemoryBattle(Battle battle) {
        this.battle = battle;
    }

    BattleResult play() {
        return play(null);
    }

    /** Plays, and draws what happened into a file. */
    BattleResult draw(Path file) {
        MessageNotes notes = new MessageNotes();
        BattleResult result = play(notes);
        new BattlePicture(notes, agreements).write(result, file);
        return result;
    }

    private BattleResult play(@Nullable MessageNotes notes) {
        Map<NodeId, Ed25519.Key> keys = CampKeys.fromSeed(battle.camp());
        Map<NodeId, General> generals = new LinkedHashMap<>();
        try (MemoryNetwork network = CampMemory.network(battle.camp(), notes)) {
            for (NodeId id : battle.camp().group()) {
                CampKeys known = CampKeys.of(battle.camp(), id, keys);
                generals.put(
                        id,
                        network.node(id)
                                .run(General.program(
                                        battle,
                                        known,
                                        link -> notes == null
                                                ? link
                                                : notes.over(link, BattleWords.of(battle, known)))));
            }
            generals.forEach((id, general) -> network.node(id)
                    .execute(() -> general.begin(
                            network.clockReading(id, CampMemory.LEAD), round -> closed(network, id, general, round))));
            if (battle.camp().algorithm().isAsynchronous()) {
                network.runUntil(
                        () -> generals.values().stream()
                                .allMatch(general -> general.report().isDone()),
                        CampMemory.length(battle.camp()).multipliedBy(MOST_PATIENCE));
            } else {
                network.runFor(CampMemory.length(battle.camp()));
            }
        }
        generals.forEach((id, general) -> general.agreement().ifPresent(agreement -> agreements.put(id, agreement)));
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
