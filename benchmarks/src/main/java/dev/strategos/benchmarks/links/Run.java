package dev.strategos.benchmarks.links;

import dev.strategos.benchmarks.peers.Identities;
import dev.strategos.benchmarks.peers.Peers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Measures what a plan says: one layout after the other, one payload after the other, the contestants in turns. */
final class Run {

    private final Plan plan;
    private final PrintWriter progress;

    Run(Plan plan, PrintWriter progress) {
        this.plan = plan;
        this.progress = progress;
    }

    List<Result> measure() throws IOException {
        Path files = Files.createTempDirectory("strategos-benchmark-");
        try {
            Identities.writeTo(files);
            List<Result> results = new ArrayList<>();
            for (Layout layout : plan.layouts()) {
                results.addAll(measure(layout, files));
            }
            return results;
        } finally {
            remove(files);
        }
    }

    private List<Result> measure(Layout layout, Path files) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        Thread hook = new Thread(() -> pairs.forEach(Pair::close), "end-processes");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            for (Peers peer : plan.peers()) {
                pairs.add(Pair.start(peer, layout, files, plan.options()));
            }
            for (Pair pair : pairs) {
                say(layout, "connecting " + pair.peer().label());
                pair.connect();
            }
            List<Result> results = new ArrayList<>();
            for (int payload : plan.payloads()) {
                results.addAll(measure(layout, payload, pairs));
            }
            return results;
        } finally {
            pairs.forEach(Pair::close);
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private List<Result> measure(Layout layout, int payload, List<Pair> all) throws IOException {
        List<Pair> pairs = all.stream()
                .filter(pair -> plan.takesPart(pair.peer(), payload))
                .toList();
        Map<Peers, Cell> cells = new EnumMap<>(Peers.class);
        boolean isPinging = plan.pingPayloads().contains(payload);
        for (Pair pair : pairs) {
            say(layout, payload + " B, warming up " + pair.peer().label());
            cells.put(pair.peer(), new Cell(layout, payload, pair.peer()));
            pair.send(payload, plan.warmUpMillis(pair.peer()));
            if (isPinging) {
                pair.ping(payload, plan.warmUpMillis() / 2);
            }
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            say(layout, payload + " B, round " + round + " of " + plan.rounds());
            for (Pair pair : pairs) {
                Cell cell = Objects.requireNonNull(cells.get(pair.peer()), "cell");
                cell.add(pair.send(payload, plan.sendMillis()));
                if (isPinging) {
                    cell.add(pair.ping(payload, plan.pingMillis()));
                }
            }
        }
        return cells.values().stream().map(cell -> cell.result(cells)).toList();
    }

    private void say(Layout layout, String what) {
        progress.println(layout.label() + ": " + what);
        progress.flush();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
