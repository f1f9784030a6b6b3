package dev.strategos.benchmarks.simulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulator beside bare loops. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Events of the simulator in a second of real time, beside bare loops that only order and count them.",
            "The measures take turns in one process, and medians of the rounds are told."
        })
public final class SimulatorCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "Fewer and shorter rounds; under a minute.")
    private boolean quick;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Some of the measures; the floor is always there.")
    private @Nullable List<String> only;

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds; 7, or 3 with --quick.")
    private @Nullable Integer rounds;

    /** For the launcher. */
    public SimulatorCommand() {}

    @Override
    public Integer call() throws Exception {
        int times = rounds != null ? rounds : quick ? 3 : 7;
        if (times < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds: must be at least 1, but was " + times);
        }
        int scale = quick ? 1 : 5;
        Measure floor = new BareWheel(scale * 40_000_000L);
        List<Measure> all = List.of(
                floor,
                new BareHeap(scale * 5_000_000L),
                new BareNetwork(scale * 2_000_000L),
                new LinkNetwork(scale * 100_000L),
                new ManySeeds(scale * 100),
                new Exploration(scale * 200_000L));
        List<Measure> measures = all.stream()
                .filter(measure -> measure == floor || only == null || only.contains(measure.label()))
                .toList();
        requireKnown(all);
        List<Result> results =
                new Run(measures, floor, times, spec.commandLine().getErr()).measure();
        System.out.println(json ? json(results) : Report.of(results));
        return CommandLine.ExitCode.OK;
    }

    private void requireKnown(List<Measure> all) {
        List<String> labels = all.stream().map(Measure::label).toList();
        if (only != null && !labels.containsAll(only)) {
            throw new ParameterException(spec.commandLine(), "--only: must be of " + labels + ", but was " + only);
        }
    }

    private String json(List<Result> results) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "simulator");
        all.put("quick", quick);
        all.put("cores", Runtime.getRuntime().availableProcessors());
        all.put("java", Runtime.version().feature());
        all.put("results", results);
        return JsonMapper.builder().build().writeValueAsString(all);
    }
}
