package dev.strategos.examples.twogenerals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import dev.strategos.examples.launch.Progress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Two generals try to attack together, over a valley in which messengers are captured. */
@Command(
        name = "two-generals",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Two generals win if they attack together, and lose if one attacks alone; messengers between them may be captured.",
            "Plays many nights in the simulator, under two rules, and shows how confidence grows with the messengers, and never to 1."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:played", "2:wrong usage", "3:could not run"})
public final class TwoGeneralsCommand implements Callable<Integer> {

    private static final int LONGEST_CHAIN = 6;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--loss",
            paramLabel = "P",
            defaultValue = "0.3",
            description =
                    "The probability that a messenger is captured, above 0 and below 1. Default: ${DEFAULT-VALUE}.")
    private double loss;

    @Option(
            names = "--messengers",
            paramLabel = "K",
            defaultValue = "4",
            description = "How many carry the same message. Default: ${DEFAULT-VALUE}.")
    private int messengers;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many nights under each rule. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where chance comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    /** Made by the launcher. */
    public TwoGeneralsCommand() {}

    private record Chain(int length, Outcome outcome) {

        String captured() {
            return length % 2 == 1 ? "general-1's to general-2" : "general-2's to general-1";
        }
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Night night = night();
        List<Tally> tallies = new ArrayList<>();
        try (ProgressBar progress = Progress.bar("nights", 2L * night.runs(), json)) {
            for (Rule rule : Rule.values()) {
                tallies.add(Tally.of(rule, night, progress::step));
            }
        }
        List<Chain> chains = IntStream.rangeClosed(1, LONGEST_CHAIN)
                .mapToObj(length -> new Chain(length, Valley.playChainWithoutItsLast(length)))
                .toList();
        if (json) {
            System.out.println(JsonResult.of(json(night, tallies, chains)));
        } else {
            print(night, tallies, chains, System.out);
        }
        return Exit.HELD;
    }

    private Night night() {
        try {
            return new Night(loss, messengers, runs, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static int plotted(Night night) {
        return Math.max(20, night.messengers());
    }

    private static void print(Night night, List<Tally> tallies, List<Chain> chains, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%d messengers with each message, each captured with probability %s; %,d nights under each rule%n",
                night.messengers(),
                night.loss(),
                night.runs());
        List<ColumnData<Tally>> columns = new ArrayList<>();
        columns.add(column("rule", tally -> tally.rule().words(), HorizontalAlign.LEFT));
        for (Outcome outcome : Outcome.values()) {
            columns.add(column(
                    outcome.words(),
                    tally -> String.format(Locale.ROOT, "%,d", tally.of(outcome)),
                    HorizontalAlign.RIGHT));
        }
        columns.add(
                column("failed", tally -> String.format(Locale.ROOT, "%.5f", tally.failures()), HorizontalAlign.RIGHT));
        columns.add(column(
                "expected",
                tally -> Figures.probability(tally.rule().log10OfFailure(night.loss(), night.messengers())),
                HorizontalAlign.RIGHT));
        columns.add(column(
                "confidence",
                tally -> Figures.confidence(tally.rule().log10OfFailure(night.loss(), night.messengers())),
                HorizontalAlign.RIGHT));
        out.println(AsciiTable.getTable(AsciiTable.FANCY_ASCII, tallies, columns));
        out.println();
        out.println("The probability of failure, where " + Rule.BOLD.words() + ":");
        out.println(Plot.of(plotted(night), count -> Rule.BOLD.log10OfFailure(night.loss(), count)));
        out.println();
        out.println("Acknowledging acknowledgements does not help. Each chain's last messenger is captured:");
        out.println(AsciiTable.getTable(
                AsciiTable.FANCY_ASCII,
                chains,
                List.of(
                        column("links", chain -> Integer.toString(chain.length()), HorizontalAlign.RIGHT),
                        column("captured", Chain::captured, HorizontalAlign.LEFT),
                        column("then", chain -> chain.outcome().words(), HorizontalAlign.LEFT))));
        out.println(
                "Whoever sends the last link cannot know whether it arrived, and must attack all the same, or else that link "
                        + "would decide nothing and could be left out. So no finite chain makes certain.");
    }

    private static <T> ColumnData<T> column(String header, Function<T, String> text, HorizontalAlign align) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(align)
                .with(text);
    }

    private static Map<String, Object> json(Night night, List<Tally> tallies, List<Chain> chains) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("loss", night.loss());
        json.put("messengers", night.messengers());
        json.put("runs", night.runs());
        json.put("seed", night.seed());
        json.put("rules", tallies.stream().map(tally -> rule(night, tally)).toList());
        json.put(
                "log10OfFailure",
                IntStream.rangeClosed(1, plotted(night))
                        .mapToObj(count -> Rule.BOLD.log10OfFailure(night.loss(), count))
                        .toList());
        json.put(
                "chains",
                chains.stream()
                        .map(chain -> Map.of(
                                "links",
                                chain.length(),
                                "outcome",
                                chain.outcome().name().toLowerCase(Locale.ROOT)))
                        .toList());
        return json;
    }

    private static Map<String, Object> rule(Night night, Tally tally) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("rule", tally.rule().option());
        rule.put("both", tally.of(Outcome.BOTH));
        rule.put("neither", tally.of(Outcome.NEITHER));
        rule.put("onlyFirst", tally.of(Outcome.ONLY_FIRST));
        rule.put("onlySecond", tally.of(Outcome.ONLY_SECOND));
        rule.put("failed", tally.failures());
        rule.put("log10OfFailure", tally.rule().log10OfFailure(night.loss(), night.messengers()));
        return rule;
    }
}
