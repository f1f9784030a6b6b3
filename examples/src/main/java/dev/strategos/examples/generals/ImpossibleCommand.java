package dev.strategos.examples.generals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.camp.Camp;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import dev.strategos.testkit.adversary.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds the strategy that breaks three generals, and shows why none of them can help it. */
@Command(
        name = "impossible",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Why three generals cannot cope with one traitor by oral messages (Lamport, Shostak, Pease 1982, section 2).",
            "Searches all that one traitor can do for scenarios that a loyal general cannot tell apart, although it would have to",
            "decide differently in them; tries every rule of decision; and plays the scenarios on OM(1) without its guard."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:there is a way to break every rule", "1:some rule holds", "2:wrong usage", "3:could not run"
        })
public final class ImpossibleCommand implements Callable<Integer> {

    private static final Duration DELTA = Duration.ofSeconds(1);

    @Option(names = "--json", description = "Print one JSON object instead of pictures and a table.")
    private boolean json;

    /** Made by the launcher. */
    public ImpossibleCommand() {}

    @Override
    public Integer call() throws JsonProcessingException {
        Impossibility found = Impossibility.find().orElse(null);
        long holding = Impossibility.pairsThatHold();
        if (found == null || holding > 0) {
            System.out.println(json ? JsonResult.of(Map.of("possible", true)) : "some rule holds");
            return Exit.VIOLATED;
        }
        List<PlayedScenario> played = List.of(play(found.obeyed()), play(found.torn()), play(found.obeyedToo()));
        if (json) {
            System.out.println(JsonResult.of(toJson(found, holding, played)));
        } else {
            new ImpossibleTable(found, played).print(System.out);
        }
        return Exit.HELD;
    }

    /** Plays a scenario on the shipped protocol, without its guard, in memory. */
    private static PlayedScenario play(ThreeGenerals scenario) {
        List<NodeId> names = List.of(NodeId.of("general-1"), NodeId.of("general-2"), NodeId.of("general-3"));
        Camp camp = new Camp(
                Algorithm.ORAL,
                Group.of(names),
                1,
                List.of(names.get(scenario.traitor() - 1)),
                DELTA,
                Duration.ZERO,
                1,
                true);
        Treason treason = new Treason(false, script(scenario));
        return new PlayedScenario(scenario, new MemoryBattle(new Battle(camp, scenario.order(), null, treason)).play());
    }

    /** What the traitor of a scenario says. */
    private static Script script(ThreeGenerals scenario) {
        Map<Script.Place, Script.Act> acts = new LinkedHashMap<>();
        switch (scenario.traitor()) {
            case 1 -> {
                acts.put(place(1, "general-1", 2), says(scenario.toSecond()));
                acts.put(place(1, "general-1", 3), says(scenario.toThird()));
            }
            case 2 -> acts.put(place(2, "general-1>general-2", 3), says(scenario.secondSays()));
            default -> acts.put(place(2, "general-1>general-3", 2), says(scenario.thirdSays()));
        }
        return Script.of(acts);
    }

    private static Script.Place place(int round, String path, int recipient) {
        return new Script.Place("general-1/1", round, path, "general-" + recipient);
    }

    private static Script.Act says(String value) {
        return new Script.Act(Script.Kind.VALUE, value);
    }

    private static Map<String, Object> toJson(Impossibility found, long holding, List<PlayedScenario> played) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("possible", false);
        json.put("pairsOfRules", Impossibility.pairsOfRules());
        json.put("pairsThatHold", holding);
        List<Object> scenarios = new ArrayList<>();
        played.forEach(scenario -> scenarios.add(scenario.toJson()));
        json.put("scenarios", scenarios);
        json.put(
                "indistinguishable",
                List.of(
                        Map.of("general", "general-" + found.first(), "scenarios", List.of("A", "B")),
                        Map.of("general", "general-" + found.second(), "scenarios", List.of("B", "C"))));
        return json;
    }
}
