package dev.strategos.examples.generals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.camp.Camp;
import dev.strategos.examples.camp.CampOptions;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Byzantine generals agree, each in a process of its own, although some are traitors. */
@Command(
        name = "generals",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Byzantine generals agree on an order, although some are traitors (Lamport, Shostak, Pease 1982).",
            "Each general is a process of its own on loopback, over TCP with mutual TLS. general-1 commands.",
            "IC1: all loyal lieutenants decide the same. IC2: if the commander is loyal, they obey it."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:IC1 and IC2 held", "1:one was violated", "2:wrong usage", "3:could not run"})
public final class GeneralsCommand implements Callable<Integer> {

    private static final Pattern KILL = Pattern.compile("(?:general-)?(\\d{1,4})@(\\d{1,4})");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--generals",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many generals. Default: ${DEFAULT-VALUE}.")
    private int generals;

    @Option(
            names = "--traitors",
            paramLabel = "K",
            defaultValue = "1",
            description = "How many of them lie. Default: ${DEFAULT-VALUE}.")
    private int traitors;

    @Option(names = "--traitor-commander", description = "The commander is one of the traitors.")
    private boolean traitorCommander;

    @Option(
            names = "--faults",
            paramLabel = "M",
            description = "How many traitors the algorithm tolerates. Default: max(1, traitors).")
    private @Nullable Integer faults;

    @Option(
            names = "--order",
            paramLabel = "attack|retreat",
            defaultValue = "attack",
            description = "What a loyal commander orders. Default: ${DEFAULT-VALUE}.")
    private Order order = Order.ATTACK;

    @Option(
            names = "--kill",
            paramLabel = "ID@ROUND",
            description = "Kills a lieutenant (SIGKILL) after it received a round and before it relays: --kill 2@1.")
    private @Nullable String kill;

    @Option(
            names = "--anyway",
            description = {
                "Plays although traitors and killed are more than the algorithm tolerates, and oral messages among",
                "fewer than 3m+1 generals, without their guard: to show what comes of it."
            })
    private boolean anyway;

    @Option(names = "--collude", description = "The traitors conspire: all of them tell the same general the same.")
    private boolean collude;

    @Option(
            names = "--traitor-script",
            paramLabel = "FILE",
            description = {
                "What the traitors say, a line for each lie; about the rest they tell the truth. 'examples/run proof --export'",
                "writes such files."
            })
    private @Nullable Path script;

    @Option(
            names = "--trace",
            paramLabel = "FILE.html",
            description = {
                "Write a picture of the run, to be opened in a browser: the messages, and how each loyal lieutenant came to its",
                "decision, vote by vote or signature by signature. In memory only."
            })
    private @Nullable Path trace;

    @Mixin
    private CampOptions common = new CampOptions();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    /** Made by the launcher. */
    public GeneralsCommand() {}

    /** What a commander orders. */
    enum Order {
        ATTACK,
        RETREAT
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Battle battle = battle();
        PrintStream out = System.out;
        if (!json) {
            announce(battle, out);
        }
        BattleResult result = play(battle);
        if (json) {
            out.println(JsonResult.of(result.toJson()));
        } else {
            new BattleTable(result).print(out);
        }
        return result.holds() ? Exit.HELD : Exit.VIOLATED;
    }

    private BattleResult play(Battle battle) {
        if (!common.isInMemory()) {
            return new ProcessBattle(battle, common.isPlain(), script).play();
        }
        MemoryBattle inMemory = new MemoryBattle(battle);
        return trace == null ? inMemory.play() : inMemory.draw(trace);
    }

    private Battle battle() {
        require(generals >= 2 && generals <= 64, "--generals: must be 2 to 64, but was " + generals);
        require(
                traitors >= 0 && traitors < generals,
                "--traitors: must be 0 to " + (generals - 1) + ", but was " + traitors);
        require(!traitorCommander || traitors > 0, "--traitor-commander: needs at least one of --traitors");
        common.check();
        require(trace == null || common.isInMemory(), "--trace: only with --transport memory");
        boolean hasRounds = !common.algorithm().isAsynchronous();
        require(
                hasRounds || trace == null,
                "--trace: draws rounds by the clock, of which there are none in " + common.algorithm());
        require(
                hasRounds || script == null,
                "--traitor-script: names rounds by the clock, of which there are none in " + common.algorithm());
        require(faults == null || faults >= 0, "--faults: must be at least 0, but was " + faults);
        int tolerated = faults == null ? Math.max(1, traitors) : faults;
        List<NodeId> names = IntStream.rangeClosed(1, generals)
                .mapToObj(i -> NodeId.of("general-" + i))
                .toList();
        Battle.Kill death = kill(names, tolerated);
        int faulty = traitors + (death == null ? 0 : 1);
        require(
                anyway || faulty <= tolerated,
                "--traitors, --kill: " + faulty + " faulty generals are more than --faults " + tolerated
                        + " tolerates; --anyway plays nevertheless");
        try {
            Camp camp = new Camp(
                    common.algorithm(),
                    Group.of(names),
                    tolerated,
                    whoLies(names, death),
                    common.delta(),
                    common.skew(),
                    common.seed(),
                    anyway && common.algorithm() == Algorithm.ORAL && generals <= 3 * tolerated);
            Treason treason = new Treason(collude, script == null ? null : TraitorScript.read(script));
            Battle battle = new Battle(camp, order.name().toLowerCase(Locale.ROOT), death, treason);
            if (treason.script() != null) {
                TraitorScript.check(treason.script(), camp, battle.instance());
            }
            return battle;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Battle.@Nullable Kill kill(List<NodeId> names, int tolerated) {
        if (kill == null) {
            return null;
        }
        Matcher parts = KILL.matcher(kill);
        require(parts.matches(), "--kill: must be ID@ROUND such as 2@1, but was '" + kill + "'");
        int id = Integer.parseInt(parts.group(1));
        int round = Integer.parseInt(parts.group(2));
        require(
                id >= 2 && id <= names.size(),
                "--kill: must name a lieutenant, 2 to " + names.size() + " (the commander receives no round), but was "
                        + id);
        require(
                !common.algorithm().isAsynchronous(),
                "--kill: names a round, of which there are none by the clock in " + common.algorithm());
        int rounds = common.algorithm().rounds(tolerated);
        require(round >= 1 && round <= rounds, "--kill: must name a round, 1 to " + rounds + ", but was " + round);
        return new Battle.Kill(names.get(id - 1), round);
    }

    /** The last lieutenants lie, and the commander first if it is told to. */
    private List<NodeId> whoLies(List<NodeId> names, Battle.@Nullable Kill death) {
        List<NodeId> candidates = new ArrayList<>(names.subList(1, names.size()));
        Collections.reverse(candidates);
        if (death != null) {
            candidates.remove(death.general());
        }
        if (traitorCommander) {
            candidates.add(0, names.get(0));
        } else {
            candidates.add(names.get(0));
        }
        require(traitors <= candidates.size(), "--traitors: " + traitors + " are more than live to lie");
        return candidates.subList(0, traitors).stream()
                .sorted(java.util.Comparator.comparingInt(names::indexOf))
                .toList();
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private void announce(Battle battle, PrintStream out) {
        out.println(battle.title() + ", " + common.where());
        if (common.isPlain()) {
            out.println(
                    "plain TCP: this network is declared trusted; nobody's identity is checked, and anybody may read and change");
        }
        if (battle.camp().algorithm().isAsynchronous()) {
            out.println("declared asynchronous: nothing is assumed of time; who hears nothing for "
                    + BattleTable.text(battle.camp().duration())
                    + (battle.camp().algorithm() == Algorithm.ASYNC ? " votes to retreat" : " reports that"));
            out.println();
            out.flush();
            return;
        }
        out.println(
                "declared synchronous: Δ = " + BattleTable.text(battle.camp().delta()) + ", ε = "
                        + BattleTable.text(battle.camp().skew()) + "; all decide by T₀ + ("
                        + battle.camp().algorithm().roundsAsFormula() + ")(Δ+ε) = T₀ + "
                        + BattleTable.text(battle.camp().duration()));
        if (battle.camp().unguarded()) {
            out.println("--anyway: the guard n ≥ 3m+1 is off");
        }
        if (battle.kill() != null) {
            out.println(battle.kill().general() + " is killed after round "
                    + battle.kill().round());
        }
        out.println();
        out.flush();
    }
}
