package dev.strategos.benchmarks;

import dev.strategos.benchmarks.byzantine.ByzantineCommand;
import dev.strategos.benchmarks.detectors.DetectorsCommand;
import dev.strategos.benchmarks.links.LinksCommand;
import dev.strategos.benchmarks.links.LinksEnd;
import dev.strategos.benchmarks.simulator.SimulatorCommand;
import dev.strategos.benchmarks.stall.StallCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The launcher of all benchmarks. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        version = "Strategos 0.1.0-SNAPSHOT",
        description = "Side by side with others, in one run.",
        synopsisSubcommandLabel = "<benchmark>",
        commandListHeading = "%nBenchmarks:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured", "2:wrong usage", "3:could not run"},
        footer = "%nbenchmarks/run <benchmark> --help tells the options of one.")
public final class Main implements Callable<Integer> {

    private static final int COULD_NOT_RUN = 3;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs a benchmark and ends the process with its exit status.
     *
     * @param arguments the benchmark's name and its options
     */
    public static void main(String... arguments) {
        // A POSIX locale would print every µ and × as a question mark.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(new CommandLine(new Main())
                .addSubcommand(new ByzantineCommand())
                .addSubcommand(new DetectorsCommand())
                .addSubcommand(new LinksCommand())
                .addSubcommand(new LinksEnd())
                .addSubcommand(new SimulatorCommand())
                .addSubcommand(new StallCommand())
                .setParameterExceptionHandler((wrong, given) -> report(wrong, wrong.getCommandLine()))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command))
                .execute(arguments));
    }

    private static int report(Exception failure, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + failure.getMessage());
        if (failure instanceof ParameterException) {
            command.getErr().println("Try '" + name + " --help'.");
            return CommandLine.ExitCode.USAGE;
        }
        if (!(failure instanceof IOException)) {
            failure.printStackTrace(command.getErr());
        }
        return COULD_NOT_RUN;
    }

    /** Without a benchmark: says what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return CommandLine.ExitCode.OK;
    }
}
