package dev.strategos.examples;

import dev.strategos.examples.army.ArmyCommand;
import dev.strategos.examples.army.ArmyPlay;
import dev.strategos.examples.counters.CountersCommand;
import dev.strategos.examples.detector.DetectorCommand;
import dev.strategos.examples.detector.DetectorPlay;
import dev.strategos.examples.flp.FlpCommand;
import dev.strategos.examples.generals.GeneralPlay;
import dev.strategos.examples.generals.GeneralsCommand;
import dev.strategos.examples.generals.ImpossibleCommand;
import dev.strategos.examples.ladder.LadderCommand;
import dev.strategos.examples.ladder.LadderPlay;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.node.NodeCommand;
import dev.strategos.examples.proof.ProofCommand;
import dev.strategos.examples.twogenerals.TwoGeneralsCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The launcher of all examples. */
@Command(
        name = "examples/run",
        mixinStandardHelpOptions = true,
        version = "Strategos 0.1.0-SNAPSHOT",
        description = "Small nodes to run and to break.",
        synopsisSubcommandLabel = "<example>",
        commandListHeading = "%nExamples:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the properties held", "1:a property was violated", "2:wrong usage", "3:could not run"},
        footer = "%nexamples/run <example> --help tells the options of one.")
public final class Main implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs an example and ends the process with its exit status.
     *
     * @param arguments the example's name and its options
     */
    public static void main(String... arguments) {
        // A POSIX locale would print every ≥ and Δ as a question mark.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Main())
                .addSubcommand(new GeneralsCommand())
                .addSubcommand(new ImpossibleCommand())
                .addSubcommand(new ArmyCommand())
                .addSubcommand(new CountersCommand())
                .addSubcommand(new ProofCommand())
                .addSubcommand(new LadderCommand())
                .addSubcommand(new DetectorCommand())
                .addSubcommand(new TwoGeneralsCommand())
                .addSubcommand(new FlpCommand())
                .addSubcommand(new NodeCommand(Map.of(
                        GeneralPlay.NAME, GeneralPlay.class,
                        ArmyPlay.NAME, ArmyPlay.class,
                        LadderPlay.NAME, LadderPlay.class,
                        DetectorPlay.NAME, DetectorPlay.class)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> Exit.report(wrong, wrong.getCommandLine()))
                .setExecutionExceptionHandler((failure, command, parsed) -> Exit.report(failure, command))
                .execute(arguments);
    }

    /** Without an example: says what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return Exit.HELD;
    }
}
