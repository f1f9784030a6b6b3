package dev.strategos.examples.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.strategos.byzantine.OralAdversary;
import dev.strategos.byzantine.OralStrategy;
import dev.strategos.byzantine.OralVerdict;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import dev.strategos.examples.launch.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries every strategy of the traitors against OM(m), and says where one breaks it. */
@Command(
        name = "proof",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tries every strategy that f traitors among n generals have against OM(m), on the shipped majority: is it safe?",
            "Complete for two orders, attack and retreat (the default). IC1: all loyal lieutenants decide the same. IC2: if the",
            "commander is loyal, they obey it. Each strategy that breaks one can be written to a file and played."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:whatever n > 3m lets in is safe against up to m traitors (Theorem 1)",
            "1:something is not",
            "2:wrong usage",
            "3:could not run"
        })
public final class ProofCommand implements Callable<Integer> {

    private static final int FEWEST_GENERALS = 3;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--max-n",
            paramLabel = "N",
            defaultValue = "13",
            description = "From 3 up to so many generals. Default: ${DEFAULT-VALUE}.")
    private int maxN;

    @Option(
            names = "--max-m",
            paramLabel = "M",
            defaultValue = "4",
            description = "From OM(1) up to OM(M). Default: ${DEFAULT-VALUE}.")
    private int maxM;

    @Option(
            names = "--max-f",
            paramLabel = "F",
            defaultValue = "4",
            description = "From one up to so many traitors. Default: ${DEFAULT-VALUE}.")
    private int maxF;

    @Option(
            names = "--export",
            paramLabel = "FOLDER",
            description = "Write each strategy that was found into a file there, with the command that plays it.")
    private @Nullable Path export;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    /** Made by the launcher. */
    public ProofCommand() {}

    @Override
    public Integer call() throws JsonProcessingException {
        requireWithin("--max-n", maxN, FEWEST_GENERALS, OralAdversary.MOST_GENERALS);
        requireWithin("--max-m", maxM, 1, OralAdversary.MOST_GENERALS - 2);
        requireWithin("--max-f", maxF, 1, OralAdversary.MOST_GENERALS - 2);
        ProofResult result = search();
        if (json) {
            System.out.println(JsonResult.of(result.toJson()));
        } else {
            new ProofTable(result).print(System.out);
        }
        return result.isAsProven() ? Exit.HELD : Exit.VIOLATED;
    }

    private ProofResult search() {
        long begin = System.nanoTime();
        List<OralVerdict> verdicts = new ArrayList<>();
        List<int[]> combinations = combinations();
        OralAdversary adversary = new OralAdversary();
        try (ProgressBar bar = Progress.bar("trying every strategy", combinations.size(), json)) {
            for (int[] nmf : combinations) {
                verdicts.add(adversary.against(nmf[0], nmf[1], nmf[2]));
                bar.step();
            }
        }
        long nanos = System.nanoTime() - begin;
        return new ProofResult(verdicts, export == null ? List.of() : write(verdicts, export), nanos);
    }

    private List<int[]> combinations() {
        List<int[]> combinations = new ArrayList<>();
        for (int traitors = 1; traitors <= maxF; traitors++) {
            for (int generals = Math.max(FEWEST_GENERALS, traitors + 2); generals <= maxN; generals++) {
                for (int faults = 1; faults <= Math.min(maxM, generals - 2); faults++) {
                    combinations.add(new int[] {generals, faults, traitors});
                }
            }
        }
        return combinations;
    }

    private static List<Path> write(List<OralVerdict> verdicts, Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (OralVerdict verdict : verdicts) {
                for (OralStrategy strategy : verdict.strategies()) {
                    files.add(new StrategyFile(strategy).writeTo(folder));
                }
            }
        } catch (IOException e) {
            throw new CouldNotRunException("--export: " + folder + " cannot be written: " + e.getMessage(), e);
        }
        return files;
    }

    private void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + ": must be " + least + " to " + most + ", but was " + value);
        }
    }
}
