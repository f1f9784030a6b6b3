package dev.strategos.benchmarks.stall;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.strategos.benchmarks.Medians;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Ten peers, one of which stands still. */
@Command(
        name = "stall",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "One node sends to ten peers over loopback TCP, and pings nine of them; the tenth stands still in every second round.",
            "Told are the round trips to the nine, with ten that read and with nine, and their ratio."
        })
public final class StallCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "Fewer and shorter rounds.")
    private boolean quick;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds of each kind; 7, or 3 with --quick.")
    private @Nullable Integer rounds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Messages of 1 KiB a second to each of the ten; ${DEFAULT-VALUE} unless said.")
    private int rate;

    /** For the launcher. */
    public StallCommand() {}

    private record Row(String name, List<PingTimes> rounds) {

        double median(ToDoubleFunction<PingTimes> of) {
            return Medians.of(rounds, of);
        }
    }

    @Override
    public Integer call() throws Exception {
        int times = rounds != null ? rounds : quick ? 3 : 7;
        if (times < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds: must be at least 1, but was " + times);
        }
        if (rate < 0 || rate > 100_000) {
            throw new ParameterException(spec.commandLine(), "--rate: must be 0 to 100000, but was " + rate);
        }
        Row reading = new Row("all ten read", new ArrayList<>());
        Row stalled = new Row("one stands still", new ArrayList<>());
        measure(times, quick ? 1000 : 3000, reading, stalled);
        System.out.println(json ? json(reading, stalled) : table(reading, stalled));
        return CommandLine.ExitCode.OK;
    }

    private void measure(int times, long millis, Row reading, Row stalled) throws Exception {
        PrintWriter progress = spec.commandLine().getErr();
        try (Star star = new Star()) {
            progress.println("warming up");
            progress.flush();
            star.measure(millis, rate);
            for (int round = 1; round <= times; round++) {
                progress.println("round " + round + " of " + times);
                progress.flush();
                reading.rounds().add(star.measure(millis, rate));
                Runnable goOn = star.stall();
                try {
                    stalled.rounds().add(star.measure(millis, rate));
                } finally {
                    goOn.run();
                }
                star.settle();
            }
        }
    }

    private static String table(Row reading, Row stalled) {
        return AsciiTable.getTable(
                AsciiTable.BASIC_ASCII,
                List.of(reading, stalled),
                List.of(
                        new Column().header("").dataAlign(HorizontalAlign.LEFT).with(Row::name),
                        figure("pings", row -> row.median(PingTimes::count), 0),
                        figure("p50 µs", row -> row.median(PingTimes::p50), 0),
                        figure("p99", row -> row.median(PingTimes::p99), 0),
                        figure("p99.9", row -> row.median(PingTimes::p999), 0),
                        figure("p50 ×", row -> row.median(PingTimes::p50) / reading.median(PingTimes::p50), 2),
                        figure("p99 ×", row -> row.median(PingTimes::p99) / reading.median(PingTimes::p99), 2)));
    }

    private static ColumnData<Row> figure(String header, ToDoubleFunction<Row> of, int digits) {
        return new Column()
                .header(header)
                .dataAlign(HorizontalAlign.RIGHT)
                .with(row -> String.format(Locale.ROOT, "%,." + digits + "f", of.applyAsDouble(row)));
    }

    private static String json(Row reading, Row stalled) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "stall");
        all.put("cores", Runtime.getRuntime().availableProcessors());
        all.put("java", Runtime.version().feature());
        all.put("reading", reading.rounds());
        all.put("stalled", stalled.rounds());
        all.put("p99Ratio", stalled.median(PingTimes::p99) / reading.median(PingTimes::p99));
        return JsonMapper.builder().build().writeValueAsString(all);
    }
}
