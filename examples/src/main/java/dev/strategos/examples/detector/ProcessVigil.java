package dev.strategos.examples.detector;

import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.node.ClusterFiles;
import dev.strategos.examples.process.ChildNode;
import dev.strategos.examples.process.ChildNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** Watches over TCP with mutual TLS: a process for each node, and real signals. */
final class ProcessVigil {

    private static final Duration MEETING = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Scenario scenario;
    private final BiConsumer<Double, Map<NodeId, SentinelReport>> spectator;
    private int questions;

    /**
     * A watch.
     *
     * @param spectator is shown what all think, some times a second
     */
    ProcessVigil(Scenario scenario, BiConsumer<Double, Map<NodeId, SentinelReport>> spectator) {
        this.scenario = scenario;
        this.spectator = spectator;
    }

    VigilResult play() {
        try (ChildNodes nodes = ChildNodes.inTemporaryFolder("detector")) {
            DetectorPlay play = new DetectorPlay(
                    scenario.estimator().option(), scenario.interval().toMillis());
            Map<NodeId, Path> configs =
                    ClusterFiles.write(nodes.folder(), "detector", scenario.group(), DetectorPlay.NAME, id -> play);
            configs.forEach(nodes::start);
            nodes.all().forEach(node -> node.await("ready", MEETING));
            meet(nodes);
            return watch(nodes);
        } catch (IOException e) {
            throw new CouldNotRunException("the run's files cannot be written: " + e.getMessage(), e);
        }
    }

    /** Waits until everybody has heard of everybody, and suspects nobody. */
    private void meet(ChildNodes nodes) {
        long end = System.nanoTime() + MEETING.toNanos();
        while (!ask(nodes, false).values().stream()
                .flatMap(report -> report.opinions().stream())
                .allMatch(opinion -> opinion.heard() && !opinion.suspected())) {
            if (System.nanoTime() - end > 0) {
                throw new CouldNotRunException("the nodes did not meet within " + MEETING.toSeconds() + " s");
            }
            pause(LOOK);
        }
    }

    private VigilResult watch(ChildNodes nodes) {
        long begin = System.currentTimeMillis();
        ChildNode victim = nodes.get(scenario.victim());
        look(nodes, begin, scenario.quietUntil(), false);
        long mishap = System.currentTimeMillis();
        switch (scenario.mishap()) {
            case NONE -> {}
            case KILL -> victim.kill();
            case PAUSE -> {
                victim.pause();
                look(nodes, begin, Duration.ofMillis(mishap - begin).plus(scenario.length()), true);
                victim.resume();
            }
            case PARTITION -> {
                victim.tell("cut");
                look(nodes, begin, Duration.ofMillis(mishap - begin).plus(scenario.length()), false);
                victim.tell("heal");
            }
        }
        boolean dead = scenario.mishap() == Mishap.KILL;
        look(nodes, begin, scenario.until(), dead);
        return VigilResult.of(scenario, "tcp", begin, mishap, ask(nodes, dead));
    }

    /** Shows what all think, again and again until some time after the beginning. */
    private void look(ChildNodes nodes, long begin, Duration until, boolean withoutVictim) {
        for (long left = left(begin, until); left > 0; left = left(begin, until)) {
            spectator.accept((System.currentTimeMillis() - begin) / 1e3, ask(nodes, withoutVictim));
            pause(Duration.ofMillis(Math.max(0, Math.min(LOOK.toMillis(), left(begin, until)))));
        }
    }

    private static long left(long begin, Duration until) {
        return begin + until.toMillis() - System.currentTimeMillis();
    }

    private Map<NodeId, SentinelReport> ask(ChildNodes nodes, boolean withoutVictim) {
        int number = ++questions;
        Map<NodeId, SentinelReport> reports = new LinkedHashMap<>();
        for (ChildNode node : nodes.all()) {
            if (!(withoutVictim && node.id().equals(scenario.victim()))) {
                node.tell("report " + number);
            }
        }
        for (ChildNode node : nodes.all()) {
            if (!(withoutVictim && node.id().equals(scenario.victim()))) {
                reports.put(node.id(), node.await("report-" + number, PATIENCE, SentinelReport.class));
            }
        }
        return reports;
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
