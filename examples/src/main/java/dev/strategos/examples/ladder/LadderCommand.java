package dev.strategos.examples.ladder;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.strategos.core.TraceRecord;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.launch.JsonResult;
import dev.strategos.examples.launch.Progress;
import dev.strategos.examples.launch.Transport;
import dev.strategos.testkit.trace.TraceView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** One node sends numbers to another over the rung of one's choice, while the network does its worst. */
@Command(
        name = "ladder",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends numbers over a rung of the ladder of links while messages are lost, repeated and overtaken,",
            "and counts what became of them at the other end.",
            "In memory it plays in virtual time; over TCP with two processes under mutual TLS, faults injected above TCP,",
            "and a crash is a SIGKILL and a restart. A logged link keeps what it took in stable storage: on disk over TCP."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the rung kept what it promises", "1:it did not", "2:wrong usage", "3:could not run"})
public final class LadderCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--link",
            paramLabel = "fair-loss|stubborn|reliable|fifo|logged",
            defaultValue = "fifo",
            converter = RungName.class,
            description = "Which rung. Default: ${DEFAULT-VALUE}.")
    private Rung link = Rung.FIFO;

    @Option(
            names = "--loss",
            paramLabel = "P",
            defaultValue = "0.3",
            description = "Chance that a frame is lost. Default: ${DEFAULT-VALUE}.")
    private double loss;

    @Option(
            names = "--duplicate",
            paramLabel = "P",
            defaultValue = "0.2",
            description = "Chance that a frame is repeated. Default: ${DEFAULT-VALUE}.")
    private double duplicate;

    @Option(
            names = "--reorder",
            paramLabel = "P",
            defaultValue = "0.3",
            description = "Chance that a frame is overtaken. Default: ${DEFAULT-VALUE}.")
    private double reorder;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many numbers. Default: ${DEFAULT-VALUE}.")
    private int messages;

    @Option(names = "--crash-receiver", description = "The receiver dies in the middle, and comes back.")
    private boolean crashReceiver;

    @Option(names = "--crash-sender", description = "The sender dies in the middle, and comes back.")
    private boolean crashSender;

    @Option(
            names = "--transport",
            paramLabel = "memory|tcp",
            defaultValue = "memory",
            description = "Default: ${DEFAULT-VALUE}.")
    private Transport transport = Transport.MEMORY;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where chance comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--trace",
            paramLabel = "FILE.html",
            description =
                    "Write a picture of the run, to be opened in a browser; in memory only. It is at its best with a few messages.")
    private @Nullable Path trace;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    /** Made by the launcher. */
    public LadderCommand() {}

    @Override
    public Integer call() throws JsonProcessingException {
        Climb climb = climb();
        ClimbResult result = play(climb);
        PrintStream out = System.out;
        if (json) {
            out.println(JsonResult.of(result.toJson()));
        } else {
            result.print(out);
        }
        return result.holds() ? Exit.HELD : Exit.VIOLATED;
    }

    private Climb climb() {
        try {
            return new Climb(link, messages, loss, duplicate, reorder, crashReceiver, crashSender, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ClimbResult play(Climb climb) {
        if (transport == Transport.TCP) {
            if (trace != null) {
                throw new ParameterException(spec.commandLine(), "--trace: only with --transport memory");
            }
            return new ProcessClimb(climb).play();
        }
        try (ProgressBar progress = Progress.bar(climb.rung().option(), climb.messages(), json)) {
            List<TraceRecord> events = new ArrayList<>();
            ClimbResult result = new MemoryClimb(climb, progress, trace == null ? null : events::add).play();
            if (trace != null) {
                draw(climb, events, trace);
            }
            return result;
        }
    }

    private static void draw(Climb climb, List<TraceRecord> events, Path file) {
        try {
            TraceView.of(events)
                    .title(climb.messages() + " numbers over " + climb.rung().option() + ", seed " + climb.seed())
                    .write(file);
        } catch (IOException e) {
            throw new CouldNotRunException("--trace: " + file + " cannot be written: " + e);
        }
    }

    /** Takes the names that users know, such as {@code fair-loss}. */
    static final class RungName implements ITypeConverter<Rung> {

        @Override
        public Rung convert(String value) {
            try {
                return Rung.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
