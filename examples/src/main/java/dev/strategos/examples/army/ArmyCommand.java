package dev.strategos.examples.army;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Camp;
import dev.strategos.examples.camp.CampOptions;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Generals learn the sizes of each other's armies, although some lie. */
@Command(
        name = "army",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Generals tell each other the sizes of their armies, although some are traitors (Pease, Shostak, Lamport 1980).",
            "Each general is a process of its own on loopback, over TCP with mutual TLS.",
            "Agreement: all loyal generals have the same vector. Validity: in it is every loyal general's army as it is."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:agreement and validity held", "1:one was violated", "2:wrong usage", "3:could not run"})
public final class ArmyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2,3,4",
            description = "The armies; as many as generals. Default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--traitor",
            split = ",",
            paramLabel = "ID",
            defaultValue = "3",
            description = "Who lies, such as 3 or 3,5; 0 for nobody. Default: ${DEFAULT-VALUE}.")
    private List<Integer> traitors = new ArrayList<>();

    @Option(
            names = "--faults",
            paramLabel = "M",
            description = "How many traitors the algorithm tolerates. Default: as many as there are, at least 1.")
    private @Nullable Integer faults;

    @Mixin
    private CampOptions common = new CampOptions();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    /** Made by the launcher. */
    public ArmyCommand() {}

    @Override
    public Integer call() throws JsonProcessingException {
        Muster muster = muster();
        if (!json) {
            System.out.println(muster.title() + ", " + common.where());
            System.out.println();
        }
        MusterResult result =
                common.isInMemory() ? Musters.inMemory(muster) : Musters.inProcesses(muster, common.isPlain());
        if (json) {
            System.out.println(JsonResult.of(result.toJson()));
        } else {
            new MusterTable(result).print(System.out);
        }
        return result.holds() ? Exit.HELD : Exit.VIOLATED;
    }

    private Muster muster() {
        int generals = sizes.size();
        require(generals >= 2 && generals <= 32, "--sizes: must be 2 to 32 numbers, but were " + sizes);
        List<Integer> liars = traitors.equals(List.of(0)) ? List.of() : traitors;
        for (int liar : liars) {
            require(liar >= 1 && liar <= generals, "--traitor: must be 1 to " + generals + ", but was " + liar);
        }
        require(faults == null || faults >= 0, "--faults: must be at least 0, but was " + faults);
        common.check();
        int tolerated = faults == null ? Math.max(1, liars.size()) : faults;
        require(
                liars.size() <= tolerated,
                "--traitor: " + liars.size() + " traitors are more than --faults " + tolerated + " tolerates");
        List<NodeId> names = IntStream.rangeClosed(1, generals)
                .mapToObj(i -> NodeId.of("general-" + i))
                .toList();
        try {
            Camp camp = new Camp(
                    common.algorithm(),
                    Group.of(names),
                    tolerated,
                    liars.stream().map(liar -> names.get(liar - 1)).distinct().toList(),
                    common.delta(),
                    common.skew(),
                    common.seed());
            return new Muster(camp, sizes);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
