package dev.strategos.benchmarks.detectors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
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

/** Failure detectors beside Pekko's and Hazelcast's. */
@Command(
        name = "detectors",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The fewest mistakes that failure detectors make at the same mean detection time, beside Pekko's and Hazelcast's.",
            "In virtual time: all get the same heartbeats, and the questions of ours meet the same losses, bursts and stalls.",
            "Each detector has twelve settings to choose from; --json tells what came of each.",
            "CPU time is that of the thread, with the frames of 10,000 watched nodes handed over in virtual time."
        })
public final class DetectorsCommand implements Callable<Integer> {

    private static final long SECOND = 1_000_000_000L;
    private static final List<String> NETWORKS = List.of("plain", "bursts", "stalls", "stalls+bursts");
    private static final List<String> PARTS = List.of("frontier", "cost");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "Fewer crashes and shorter runs; a minute or two.")
    private boolean quick;

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean json;

    @Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description = "Some of plain, bursts, stalls and stalls+bursts.")
    private List<String> networks = NETWORKS;

    @Option(names = "--only", paramLabel = "PART", description = "frontier or cost alone.")
    private @Nullable String only;

    /** For the launcher. */
    public DetectorsCommand() {}

    @Override
    public Integer call() throws Exception {
        if (!NETWORKS.containsAll(networks)) {
            throw new ParameterException(
                    spec.commandLine(), "--networks: must be of " + NETWORKS + ", but was " + networks);
        }
        if (only != null && !PARTS.contains(only)) {
            throw new ParameterException(spec.commandLine(), "--only: must be one of " + PARTS + ", but was " + only);
        }
        Plan plan = quick ? Plan.quick() : Plan.full();
        List<Cost> costs = "frontier".equals(only) ? List.of() : new Costs(plan.rounds(), this::tell).measure();
        List<Found> found = "cost".equals(only) ? List.of() : frontier(new Frontier(plan, this::tell));
        System.out.println(json ? json(plan, found, costs) : Report.of(found, costs));
        return CommandLine.ExitCode.OK;
    }

    private void tell(String progress) {
        spec.commandLine().getErr().println(progress);
    }

    private List<Found> frontier(Frontier frontier) {
        List<Found> found = new ArrayList<>();
        for (String network : networks) {
            boolean stalls = network.contains("stalls");
            boolean bursts = network.contains("bursts");
            found.add(frontier.search(new Conditions(stalls, bursts, SECOND), 1.0));
            found.add(frontier.search(new Conditions(stalls, bursts, SECOND / 10), 0.3));
        }
        return found;
    }

    private String json(Plan plan, List<Found> found, List<Cost> costs) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "detectors");
        all.put("quick", quick);
        all.put("cores", Runtime.getRuntime().availableProcessors());
        all.put("java", Runtime.version().feature());
        all.put("plan", plan);
        all.put("frontier", found);
        all.put("costs", costs);
        all.put("goals", Goal.all(found, costs));
        return JsonMapper.builder().build().writeValueAsString(all);
    }
}
