package dev.strategos.benchmarks.links;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strategos.benchmarks.peers.Peers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Links side by side, over loopback TCP. */
@Command(
        name = "links",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Messages from one thread to one handler, over loopback TCP: how many in a second, how long there and back.",
            "The floor is raw Netty with coalesced writes; contestants take turns, and medians of the rounds are told."
        })
public final class LinksCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "Fewer and shorter rounds, 100 B and 1 KiB only; about a minute.")
    private boolean quick;

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean json;

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Who takes part: netty, socket, strategos, batching, jgroups, jeromq, grpc, and netty, strategos, batching, jgroups, "
                            + "grpc with '-tls'. All unless said.")
    private @Nullable List<String> peers;

    @Option(
            names = "--payload",
            split = ",",
            paramLabel = "BYTES",
            description = "Bytes of a message; 100,1024,65536 unless said.")
    private @Nullable List<Integer> payloads;

    @Option(
            names = "--layout",
            split = ",",
            paramLabel = "LAYOUT",
            description = "two-jvms, one-jvm. Both unless said.")
    private @Nullable List<String> layouts;

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds; 7, or 3 with --quick.")
    private @Nullable Integer rounds;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "An option for the JVM of each process, such as -XX:+UseParallelGC.")
    private List<String> options = new ArrayList<>();

    /** For the launcher. */
    public LinksCommand() {}

    @Override
    public Integer call() throws Exception {
        Plan plan = plan();
        List<Result> results = new Run(plan, spec.commandLine().getErr()).measure();
        System.out.println(json ? json(results) : Report.of(results));
        return CommandLine.ExitCode.OK;
    }

    private Plan plan() {
        List<Integer> sizes = payloads != null ? payloads : quick ? List.of(100, 1024) : List.of(100, 1024, 65_536);
        for (int size : sizes) {
            if (size < Long.BYTES || size > 1 << 19) {
                throw wrong("--payload: must be 8 to 524288 bytes, but was " + size);
            }
        }
        int times = rounds != null ? rounds : quick ? 3 : 7;
        if (times < 1) {
            throw wrong("--rounds: must be at least 1, but was " + times);
        }
        return new Plan(
                layouts == null
                        ? List.of(Layout.values())
                        : layouts.stream().map(this::layout).toList(),
                peers == null
                        ? List.of(Peers.values())
                        : peers.stream().map(this::peer).toList(),
                sizes,
                quick && payloads == null ? List.of(1024) : sizes,
                quick && payloads == null ? List.of(100) : sizes,
                times,
                quick ? 500 : 2000,
                quick ? 350 : 1000,
                quick ? 250 : 1000,
                Stream.concat(Stream.of("-Xms256m", "-Xmx1g"), options.stream()).toList());
    }

    private Peers peer(String label) {
        return Stream.of(Peers.values())
                .filter(peer -> peer.label().equals(label))
                .findFirst()
                .orElseThrow(() -> wrong("--peers: must be of "
                        + Stream.of(Peers.values()).map(Peers::label).toList() + ", but was '" + label + "'"));
    }

    private Layout layout(String label) {
        return switch (label) {
            case "two-jvms" -> Layout.TWO_JVMS;
            case "one-jvm" -> Layout.ONE_JVM;
            default -> throw wrong("--layout: must be two-jvms or one-jvm, but was '" + label + "'");
        };
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private String json(List<Result> results) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "links");
        all.put("quick", quick);
        all.put("cores", Runtime.getRuntime().availableProcessors());
        all.put("java", Runtime.version().feature());
        all.put("results", results);
        return JsonMapper.builder().build().writeValueAsString(all);
    }
}
