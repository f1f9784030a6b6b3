package dev.strategos.benchmarks.byzantine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Agreement: what an instance takes. */
@Command(
        name = "byzantine",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What one instance of each algorithm of agreement takes without faults, in memory and over loopback TCP, and the goals.",
            "In memory, all generals share one thread and time is virtual; over TCP each has a node of its own in one process."
        })
public final class ByzantineCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "Fewer generals and fewer instances.")
    private boolean quick;

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean json;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Some of the algorithms in the first table; the goals are always there.")
    private @Nullable List<String> only;

    /** For the launcher. */
    public ByzantineCommand() {}

    @Override
    public Integer call() throws Exception {
        List<String> labels =
                Stream.of(Contender.values()).map(Contender::label).toList();
        if (only != null && !labels.containsAll(only)) {
            throw new ParameterException(spec.commandLine(), "--only: must be of " + labels + ", but was " + only);
        }
        Measures measures = new Measures(quick, spec.commandLine().getErr());
        measures.all(Stream.of(Contender.values())
                .filter(contender -> only == null || only.contains(contender.label()))
                .toList());
        System.out.println(json ? json(measures) : tables(measures));
        return CommandLine.ExitCode.OK;
    }

    private static String tables(Measures measures) {
        List<ColumnData<Row>> instance = List.of(
                column("", HorizontalAlign.LEFT, Row::algorithm),
                column("n", HorizontalAlign.RIGHT, row -> Integer.toString(row.generals())),
                column("m", HorizontalAlign.RIGHT, row -> Integer.toString(row.faults())),
                column("over", HorizontalAlign.LEFT, Row::transport),
                column("ms", HorizontalAlign.RIGHT, row -> number(row.latencyMillis(), 2)),
                column("CPU ms", HorizontalAlign.RIGHT, row -> number(row.cpuMillis(), 2)),
                column("messages", HorizontalAlign.RIGHT, row -> number(row.messages(), 0)),
                column("bytes", HorizontalAlign.RIGHT, row -> number(row.bytes(), 0)));
        List<ColumnData<Goal>> goal = List.of(
                column("", HorizontalAlign.LEFT, Goal::name),
                column("figure", HorizontalAlign.RIGHT, one -> number(one.figure(), 2) + " " + one.unit()),
                column("goal", HorizontalAlign.RIGHT, ByzantineCommand::bound),
                column("", HorizontalAlign.LEFT, one -> bound(one).isEmpty() ? "" : one.isMet() ? "met" : "missed"));
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII, measures.rows(), instance) + "\n\n"
                + AsciiTable.getTable(AsciiTable.BASIC_ASCII, measures.goals(), goal);
    }

    private static String bound(Goal goal) {
        return goal.most() == null
                ? ""
                : (goal.moreIsBetter() ? "≥ " : "≤ ") + number(goal.most(), 1) + " " + goal.unit();
    }

    private static <T> ColumnData<T> column(String header, HorizontalAlign align, Function<T, String> text) {
        return new Column().header(header).headerAlign(align).dataAlign(align).with(text);
    }

    private static String number(@Nullable Double number, int digits) {
        return number == null ? "" : String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    private String json(Measures measures) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "byzantine");
        all.put("quick", quick);
        all.put("cores", Runtime.getRuntime().availableProcessors());
        all.put("java", Runtime.version().feature());
        all.put("instances", measures.rows());
        all.put("goals", measures.goals());
        return JsonMapper.builder().build().writeValueAsString(all);
    }
}
