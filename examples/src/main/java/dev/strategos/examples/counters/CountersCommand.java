package dev.strategos.examples.counters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import dev.strategos.examples.launch.Progress;
import dev.strategos.examples.launch.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts what each way of agreeing costs, and compares it with the papers' formulas. */
@Command(
        name = "counters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs each way of agreeing without faults, and counts what it costs all generals together:",
            "messages handed to the link, reports in them (one per path, as OM counts), signatures, verifications.",
            "Beside each figure that differs stands what the papers' formula says; none should."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:every figure is as the papers say", "1:one is not", "2:wrong usage", "3:could not run"})
public final class CountersCommand implements Callable<Integer> {

    private static final int FEWEST = 4;
    private static final int MOST = 13;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--generals",
            split = ",",
            paramLabel = "N",
            defaultValue = "4,7,10,13",
            description = "How many generals, from " + FEWEST + " to " + MOST
                    + ", each as many traitors as it is made for. Default: ${DEFAULT-VALUE}.")
    private List<Integer> generals = new ArrayList<>();

    @Option(
            names = "--transport",
            paramLabel = "tcp|memory",
            defaultValue = "memory",
            description = "Nodes over TCP on loopback, or in memory in virtual time. Default: ${DEFAULT-VALUE}.")
    private Transport transport = Transport.MEMORY;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    /** Made by the launcher. */
    public CountersCommand() {}

    @Override
    public Integer call() throws JsonProcessingException {
        for (int n : generals) {
            if (n < FEWEST || n > MOST) {
                throw new ParameterException(
                        spec.commandLine(), "--generals: must be " + FEWEST + " to " + MOST + ", but was " + n);
            }
        }
        List<Count> counts = count();
        boolean exact = counts.stream().allMatch(Count::isExact);
        if (json) {
            System.out.println(JsonResult.of(Map.of(
                    "exact", exact, "counts", counts.stream().map(Count::toJson).toList())));
        } else {
            print(counts);
        }
        return exact ? Exit.HELD : Exit.VIOLATED;
    }

    private List<Count> count() {
        List<Count> counts = new ArrayList<>();
        try (ProgressBar bar = Progress.bar("counting", (long) Way.values().length * generals.size(), json)) {
            for (Way way : Way.values()) {
                for (int n : generals) {
                    Rehearsal rehearsal = new Rehearsal(way, n);
                    counts.add(transport == Transport.TCP ? TcpRehearsal.run(rehearsal) : rehearsal.inMemory());
                    bar.step();
                }
            }
        }
        return counts;
    }

    private static void print(List<Count> counts) {
        System.out.println(AsciiTable.getTable(
                AsciiTable.FANCY_ASCII,
                counts,
                List.of(
                        column("", count -> count.way().title(), HorizontalAlign.LEFT),
                        column("n", count -> Integer.toString(count.generals()), HorizontalAlign.RIGHT),
                        column("m", count -> Integer.toString(count.faults()), HorizontalAlign.RIGHT),
                        figure("messages", Cost::messages),
                        figure("reports", Cost::reports),
                        figure("signatures", Cost::signatures),
                        figure("verifications", Cost::verifications),
                        column("as the papers say", count -> count.isExact() ? "✓" : "✗", HorizontalAlign.CENTER))));
    }

    private static ColumnData<Count> figure(String header, ToLongFunction<Cost> of) {
        return column(
                header,
                count -> {
                    String counted = String.format(Locale.ROOT, "%,d", of.applyAsLong(count.counted()));
                    long theory = of.applyAsLong(count.theory());
                    return theory == of.applyAsLong(count.counted())
                            ? counted
                            : counted + " ≠ " + String.format(Locale.ROOT, "%,d", theory);
                },
                HorizontalAlign.RIGHT);
    }

    private static ColumnData<Count> column(String header, Function<Count, String> text, HorizontalAlign align) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(align)
                .with(text);
    }
}
