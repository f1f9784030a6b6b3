package dev.strategos.examples.flp;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import dev.strategos.examples.launch.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps deterministic agreement undecided, and ends it by a coin. */
@Command(
        name = "flp",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "No deterministic protocol reaches agreement for certain in an asynchronous system in which one node may crash (Fischer,"
                    + " Lynch, Paterson 1985).",
            "Four correct nodes run the shipped binary agreement. With a clockwork in place of its coin it is deterministic, and a scheduler that"
                    + " loses nothing and only chooses in which order messages arrive keeps it undecided for as long as you like. A real coin,"
                    + " which it can only guess, ends it."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:undecided and bivalent throughout; each run with a coin was decided",
            "1:not so",
            "2:wrong usage",
            "3:could not run"
        })
public final class FlpCommand implements Callable<Integer> {

    private static final int MOST_STEPS = 1_000_000;
    private static final int MOST_RUNS = 100_000;
    private static final int FEWEST_ARRIVALS_OF_A_ROUND = 48;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many messages arrive, at least, while it is kept undecided. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many runs with a real coin. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where the coins come from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    /** Made by the launcher. */
    public FlpCommand() {}

    @Override
    public Integer call() throws JsonProcessingException {
        require(steps >= 1 && steps <= MOST_STEPS, "--steps: must be 1 to " + MOST_STEPS + ", but was " + steps);
        require(runs >= 1 && runs <= MOST_RUNS, "--runs: must be 1 to " + MOST_RUNS + ", but was " + runs);
        Stall stall;
        Tosses tosses;
        try (ProgressBar progress = Progress.bar("rounds", steps / FEWEST_ARRIVALS_OF_A_ROUND + 1L, json)) {
            stall = Stall.play(steps, progress::step);
        }
        try (ProgressBar progress = Progress.bar("runs", runs, json)) {
            tosses = Tosses.play(runs, seed, progress::step);
        }
        if (json) {
            System.out.println(JsonResult.of(json(stall, tosses)));
        } else {
            new FlpTable(stall, tosses).print(System.out);
        }
        return stall.holds() && tosses.undecided() == 0 ? Exit.HELD : Exit.VIOLATED;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private Map<String, Object> json(Stall stall, Tosses tosses) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("nodes", Assembly.GROUP.size());
        all.put("faults", Assembly.FAULTS);
        all.put("messages", stall.arrived());
        all.put("rounds", stall.rounds().size());
        all.put("decided", stall.decided());
        all.put("bivalent", stall.rounds().stream().allMatch(Stall.Round::isBivalent));
        List<Map<String, Object>> rounds = new ArrayList<>();
        for (Stall.Round round : stall.rounds()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("round", round.number());
            one.put("before", round.before());
            one.put("coin", round.coin());
            one.put("after", round.after());
            one.put("messages", round.arrived());
            one.put("reachable", List.copyOf(round.reachable()));
            rounds.add(one);
        }
        all.put("stall", rounds);
        Map<String, Object> coin = new LinkedHashMap<>();
        coin.put("coin", "dealer");
        coin.put("runs", tosses.runs());
        coin.put("undecided", tosses.undecided());
        coin.put("meanRounds", tosses.meanRounds());
        coin.put("decidedIn", tosses.byRounds());
        all.put("tosses", coin);
        return all;
    }
}
