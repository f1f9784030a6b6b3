package dev.strategos.examples.detector;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import dev.strategos.examples.launch.Transport;
import dev.strategos.examples.process.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Nodes watch each other by eventually perfect failure detectors, while something happens to the last one. */
@Command(
        name = "detector",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Nodes watch each other by eventually perfect failure detectors, while something happens to the last one.",
            "Over TCP each is a process of its own under mutual TLS: --kill is a SIGKILL, --pause a SIGSTOP and a SIGCONT,",
            "--partition drops what passes above TCP. In memory it plays in virtual time.",
            "False suspicions are those that nothing which happened explains: the node lived, ran, and could be reached.",
            "Mistakes, in the sense of ◊P, are all suspicions of nodes that had not died, also of one that stood still or",
            "was cut off; only a node's death makes a suspicion of it none."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the victim was suspected within the bound, nobody else for nothing, and all who live are trusted at the end",
            "1:not so",
            "2:wrong usage",
            "3:could not run"
        })
public final class DetectorCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many nodes, 2 to 64. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--estimator",
            paramLabel = "chen|bertier|phi|growing|fixed",
            defaultValue = "chen",
            description = "Until when the next heartbeat should have come. Default: ${DEFAULT-VALUE}.")
    private EstimatorChoice estimator = EstimatorChoice.CHEN;

    @Option(
            names = "--interval",
            paramLabel = "MS",
            defaultValue = "500",
            description = {
                "Milliseconds between heartbeats. Where they are few beside what a busy machine delays, the detectors err until",
                "they have learned. Default: ${DEFAULT-VALUE}."
            })
    private long intervalMillis;

    @ArgGroup
    @Nullable
    private Fate fate;

    @Option(
            names = "--transport",
            paramLabel = "tcp|memory",
            defaultValue = "tcp",
            description = "Default: ${DEFAULT-VALUE}.")
    private Transport transport = Transport.TCP;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "8",
            description = "How long to watch; longer if the rest needs it. Default: ${DEFAULT-VALUE}.")
    private long seconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where chance comes from in memory. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    /** Made by the launcher. */
    public DetectorCommand() {}

    /** What happens to the last node; one of these, or nothing. */
    static final class Fate {

        @Option(names = "--kill", required = true, description = "The last node dies.")
        boolean kill;

        @Option(
                names = "--pause",
                paramLabel = "MS",
                required = true,
                description = "The last node stands still for so many milliseconds.")
        @Nullable
        Long pause;

        @Option(
                names = "--partition",
                paramLabel = "MS",
                required = true,
                description = "The last node is cut off for so many milliseconds.")
        @Nullable
        Long partition;

        Mishap mishap() {
            return kill ? Mishap.KILL : pause != null ? Mishap.PAUSE : Mishap.PARTITION;
        }

        Duration length() {
            return Duration.ofMillis(pause != null ? pause : partition != null ? partition : 0);
        }
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Scenario scenario = scenario();
        PrintStream out = System.out;
        VigilTable table = new VigilTable(scenario);
        boolean live = !json && Terminal.showsOutput();
        VigilResult result = transport == Transport.MEMORY
                ? new MemoryVigil(scenario).play()
                : new ProcessVigil(scenario, (time, reports) -> {
                            if (live) {
                                table.show(out, time, reports);
                            }
                        })
                        .play();
        if (json) {
            out.println(JsonResult.of(result.toJson()));
        } else {
            table.print(out, result);
        }
        return result.holds() ? Exit.HELD : Exit.VIOLATED;
    }

    private Scenario scenario() {
        Fate chosen = fate;
        try {
            return new Scenario(
                    nodes,
                    estimator,
                    Duration.ofMillis(intervalMillis),
                    chosen == null ? Mishap.NONE : chosen.mishap(),
                    chosen == null ? Duration.ZERO : chosen.length(),
                    Duration.ofSeconds(seconds),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
