package dev.strategos.examples.proof;

import dev.strategos.byzantine.OralAdversary;
import dev.strategos.byzantine.OralStrategy;
import dev.strategos.testkit.adversary.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A strategy of traitors as a file that {@code examples/run generals --traitor-script} plays. It depends on no order of messages, so it
 * replays in memory and over TCP alike.
 *
 * @param strategy what the traitors say
 */
record StrategyFile(OralStrategy strategy) {

    private static final String RETREAT = "retreat";
    private static final String ATTACK = "attack";

    /** Such as {@code om-n3-m1-f1-ic2.script}. */
    String name() {
        return "om-n" + strategy.generals() + "-m" + strategy.faults() + "-f"
                + strategy.traitors().size() + "-"
                + strategy.condition().name().toLowerCase(Locale.ROOT) + ".script";
    }

    /** Writes it into a folder, with comments that tell what it does and how to play it. */
    Path writeTo(Path folder) throws IOException {
        Path file = folder.resolve(name());
        Files.writeString(file, comments(file) + script());
        return file;
    }

    Script script() {
        Map<Script.Place, Script.Act> acts = new LinkedHashMap<>();
        for (OralStrategy.Lie lie : strategy.lies()) {
            String path = lie.path().stream().map(StrategyFile::general).collect(Collectors.joining(">"));
            acts.put(
                    new Script.Place(general(0) + "/1", lie.path().size(), path, general(lie.recipient())),
                    new Script.Act(Script.Kind.VALUE, word(lie.value())));
        }
        return Script.of(acts);
    }

    /** What each loyal lieutenant decides. */
    Map<String, String> predicted() {
        Map<String, String> decisions = new LinkedHashMap<>();
        List<Integer> lieutenants = strategy.loyalLieutenants();
        for (int place = 0; place < lieutenants.size(); place++) {
            decisions.put(
                    general(lieutenants.get(place)), word(strategy.decisions().get(place)));
        }
        return decisions;
    }

    /** The command that plays it. */
    List<String> command(Path file) {
        List<String> command = new ArrayList<>(List.of(
                "generals",
                "--generals",
                Integer.toString(strategy.generals()),
                "--faults",
                Integer.toString(strategy.faults()),
                "--traitors",
                Integer.toString(strategy.traitors().size())));
        if (strategy.isCommanderTraitor()) {
            command.add("--traitor-commander");
        }
        command.addAll(List.of("--order", word(strategy.order()), "--anyway", "--traitor-script", file.toString()));
        return command;
    }

    private String comments(Path file) {
        String who = strategy.traitors().stream().map(StrategyFile::general).collect(Collectors.joining(", "));
        String commander = strategy.isCommanderTraitor()
                ? "the commander is one of them"
                : "the commander is loyal and orders " + word(strategy.order());
        return "# OM(" + strategy.faults() + ") among " + strategy.generals() + " generals; traitors: " + who + "; "
                + commander + ".\n"
                + "# " + strategy.condition() + " breaks: " + predicted() + "\n"
                + "# examples/run " + String.join(" ", command(file)) + "\n"
                + "# It depends on no order of messages: the same with --transport memory and --transport tcp.\n";
    }

    private static String general(int rank) {
        return "general-" + (rank + 1);
    }

    private static String word(int value) {
        return value == OralAdversary.DEFAULT ? RETREAT : ATTACK;
    }
}
